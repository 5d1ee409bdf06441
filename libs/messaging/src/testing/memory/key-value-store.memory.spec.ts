import { keyValueStoreContract } from '../key-value-store.contract.js';
import { MemoryKeyValueStore } from './key-value-store.memory.js';

keyValueStoreContract('memory', () => {
  const records = new MemoryKeyValueStore();
  return Promise.resolve({ records: [records, records], close: () => Promise.resolve() });
});
