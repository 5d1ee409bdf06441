import { MemoryTokenStore } from '../testing/memory-token-store.js';
import { tokenStoreContract } from '../testing/token-store.contract.js';

tokenStoreContract('memory', () => Promise.resolve({ store: new MemoryTokenStore(), close: () => Promise.resolve() }));
