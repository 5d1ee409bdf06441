import { newId } from '@throughline/contracts';
import { MemoryCredentialStore } from '../testing/memory-credential-store.js';
import { MemorySourceStore } from '../testing/memory-source-store.js';
import { sourceStoreContract } from '../testing/source-store.contract.js';

sourceStoreContract('memory', () => {
  const store: MemorySourceStore = new MemorySourceStore(undefined, (id) => credentials.has(id));
  const credentials = new MemoryCredentialStore(undefined, (id) => store.uses(id));
  return Promise.resolve({
    sources: store,
    syncs: store,
    addUser: () => Promise.resolve(),
    addCredential: async (libraryId) => {
      const credential = { libraryId, type: 'google', name: 'Drive', grantId: newId() } as const;
      return (await credentials.add({ ...credential, sealedClient: undefined, account: undefined })).id;
    },
    removeCredential: (id) => credentials.remove(id),
    close: () => Promise.resolve(),
  });
});
