import { idempotencyStoreContract } from '../../../testing/idempotency-store.contract.js';
import { MemoryIdempotencyStore } from '../../../testing/memory-idempotency-store.js';

idempotencyStoreContract('memory', () => {
  let now = Date.now();
  return Promise.resolve({
    store: new MemoryIdempotencyStore(() => now),
    advance: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
