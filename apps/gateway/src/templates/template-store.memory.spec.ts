import { MemoryTemplateStore } from '../testing/memory-template-store.js';
import { templateStoreContract } from '../testing/template-store.contract.js';

templateStoreContract('memory', () =>
  Promise.resolve({ store: new MemoryTemplateStore(), addUser: () => Promise.resolve(), close: () => Promise.resolve() }),
);
