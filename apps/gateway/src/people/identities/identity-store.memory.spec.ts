import { identityStoreContract } from '../../testing/identity-store.contract.js';
import { MemoryIdentityStore } from '../../testing/memory-identity-store.js';
import { MemoryPasskeyStore } from '../../testing/memory-passkey-store.js';
import { MemorySessionStore } from '../../testing/memory-session-store.js';
import { MemoryUserStore } from '../../testing/memory-user-store.js';

identityStoreContract('memory', () => {
  const users = new MemoryUserStore();
  const sessions = new MemorySessionStore(users);
  const passkeys = new MemoryPasskeyStore();
  const store = new MemoryIdentityStore(users, passkeys);
  return Promise.resolve({ store, sessions, users, passkeys, close: () => Promise.resolve() });
});
