import { MemoryUserStore } from '../../testing/memory-user-store.js';
import { userStoreContract } from '../../testing/user-store.contract.js';

userStoreContract('memory', () => Promise.resolve({ store: new MemoryUserStore(), close: () => Promise.resolve() }));
