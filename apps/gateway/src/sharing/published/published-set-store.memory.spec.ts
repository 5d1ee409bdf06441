import { MemoryPublishedSetStore } from '../../testing/memory-published-set-store.js';
import { MemoryUserStore } from '../../testing/memory-user-store.js';
import { publishedSetStoreContract } from '../../testing/published-set-store.contract.js';

publishedSetStoreContract('memory', () =>
  Promise.resolve({ store: new MemoryPublishedSetStore(), users: new MemoryUserStore(), close: () => Promise.resolve() }),
);
