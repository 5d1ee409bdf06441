import { bulkJobStoreContract } from '../testing/bulk-job-store.contract.js';
import { MemoryBulkJobStore } from '../testing/memory-bulk-job-store.js';

bulkJobStoreContract('memory', () => {
  let now = Date.now();
  return Promise.resolve({
    store: new MemoryBulkJobStore(() => now),
    addUser: () => Promise.resolve(),
    advance: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
