import { deletionStoreContract } from '../../../testing/deletion-store.contract.js';
import { MemoryDeletionStore } from '../../../testing/memory-deletion-store.js';

deletionStoreContract('memory', () => {
  let now = Date.now();
  return Promise.resolve({
    store: new MemoryDeletionStore(() => now),
    addUser: () => Promise.resolve(),
    advance: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
