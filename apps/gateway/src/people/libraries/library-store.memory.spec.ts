import { MemoryUserStore } from '../../testing/memory-user-store.js';
import { libraryStoreContract } from '../../testing/library-store.contract.js';

libraryStoreContract('memory', () => {
  const users = new MemoryUserStore();
  return Promise.resolve({ store: users.libraries, users, close: () => Promise.resolve() });
});
