import { deadLettersContract } from '../dead-letters.contract.js';
import { MemoryDeadLetters } from './dead-letters.memory.js';

deadLettersContract('MemoryDeadLetters', () =>
  Promise.resolve({ deadLetters: new MemoryDeadLetters(), close: () => Promise.resolve() }),
);
