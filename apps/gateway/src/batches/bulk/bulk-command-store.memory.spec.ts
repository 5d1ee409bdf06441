import { bulkCommandStoreContract } from '../../testing/bulk-command-store.contract.js';
import { MemoryBulkCommandStore } from '../../testing/memory-bulk-command-store.js';

bulkCommandStoreContract('memory', () => {
  let now = Date.now();
  return Promise.resolve({
    store: new MemoryBulkCommandStore(() => now),
    addUser: () => Promise.resolve(),
    advance: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
