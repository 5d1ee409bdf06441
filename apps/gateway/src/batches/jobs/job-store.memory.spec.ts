import { jobStoreContract } from '../../testing/job-store.contract.js';
import { MemoryJobStore } from '../../testing/memory-job-store.js';

jobStoreContract('memory', () => {
  let passed = 0;
  return Promise.resolve({
    store: new MemoryJobStore(() => Date.now() + passed),
    addUser: () => Promise.resolve(),
    advance: (ms) => {
      passed += ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
