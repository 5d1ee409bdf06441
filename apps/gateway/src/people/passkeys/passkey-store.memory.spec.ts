import { attemptStoreContract } from '../../testing/attempt-store.contract.js';
import { MemoryAttemptStore } from '../../testing/memory-attempt-store.js';
import { MemoryPasskeyStore } from '../../testing/memory-passkey-store.js';
import { MemoryUserStore } from '../../testing/memory-user-store.js';
import { passkeyStoreContract } from '../../testing/passkey-store.contract.js';

const close = (): Promise<void> => Promise.resolve();

passkeyStoreContract('memory', () => Promise.resolve({ store: new MemoryPasskeyStore(), users: new MemoryUserStore(), close }));
attemptStoreContract('memory', () => Promise.resolve({ store: new MemoryAttemptStore(), close }));
