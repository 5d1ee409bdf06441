import { exportStoreContract } from '../../../testing/export-store.contract.js';
import { MemoryExportStore } from '../../../testing/memory-export-store.js';

exportStoreContract('memory', () => {
  let now = Date.now();
  return Promise.resolve({
    store: new MemoryExportStore(() => now),
    addUser: () => Promise.resolve(),
    advance: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
