import { MemoryFeedStore } from '../../testing/memory-feed-store.js';
import { MemoryUserStore } from '../../testing/memory-user-store.js';
import { feedStoreContract } from '../../testing/feed-store.contract.js';

feedStoreContract('memory', () =>
  Promise.resolve({ store: new MemoryFeedStore(), users: new MemoryUserStore(), close: () => Promise.resolve() }),
);
