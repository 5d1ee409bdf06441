import { MemoryTokenStore } from '../../testing/memory-token-store.js';
import { MemoryUserStore } from '../../testing/memory-user-store.js';
import { tokenStoreContract } from '../../testing/token-store.contract.js';

tokenStoreContract('memory', () => {
  const users = new MemoryUserStore();
  return Promise.resolve({
    store: new MemoryTokenStore(users),
    users,
    libraries: users.libraries,
    close: () => Promise.resolve(),
  });
});
