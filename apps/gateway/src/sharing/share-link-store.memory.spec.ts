import { MemoryShareLinkStore } from '../testing/memory-share-link-store.js';
import { MemoryUserStore } from '../testing/memory-user-store.js';
import { shareLinkStoreContract } from '../testing/share-link-store.contract.js';

shareLinkStoreContract('memory', () =>
  Promise.resolve({ store: new MemoryShareLinkStore(), users: new MemoryUserStore(), close: () => Promise.resolve() }),
);
