import { deadLettersContract } from '../testing/dead-letters.contract.js';
import { MemoryDeadLetters } from './dead-letters.memory.js';

deadLettersContract('MemoryDeadLetters', () =>
  Promise.resolve({ deadLetters: new MemoryDeadLetters(), close: () => Promise.resolve() }),
);
