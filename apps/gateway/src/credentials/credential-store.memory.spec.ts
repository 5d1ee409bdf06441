import { credentialStoreContract } from '../testing/credential-store.contract.js';
import { MemoryCredentialStore } from '../testing/memory-credential-store.js';

credentialStoreContract('memory', () =>
  Promise.resolve({ store: new MemoryCredentialStore(), addUser: () => Promise.resolve(), close: () => Promise.resolve() }),
);
