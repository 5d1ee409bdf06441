import { MemorySessionStore } from '../../testing/memory-session-store.js';
import { MemoryUserStore } from '../../testing/memory-user-store.js';
import { sessionStoreContract } from '../../testing/session-store.contract.js';

sessionStoreContract('memory', () => {
  const users = new MemoryUserStore();
  return Promise.resolve({
    store: new MemorySessionStore(users),
    users,
    libraries: users.libraries,
    close: () => Promise.resolve(),
  });
});
