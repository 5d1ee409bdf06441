import { MemoryEventStore } from './event-store.memory.js';
import { MemoryDataKeys } from '../../keys/data-keys.memory.js';
import { eventStoreContract } from '../event-store.contract.js';

eventStoreContract('memory', () => {
  const keys = new MemoryDataKeys();
  const store = new MemoryEventStore({ keys, partitions: 4 });
  return Promise.resolve({
    store,
    keys,
    other: store,
    inject: (assetId, bytes, commitId) => {
      store.inject(assetId, bytes, commitId);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
