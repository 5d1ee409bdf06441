import { newId } from '@throughline/contracts';
import { MemoryCredentialStore } from '../../testing/memory-credential-store.js';
import { MemoryOwnOutputStore } from '../../testing/memory-own-output-store.js';
import { ownOutputStoreContract } from '../../testing/own-output-store.contract.js';

ownOutputStoreContract('memory', () => {
  const store: MemoryOwnOutputStore = new MemoryOwnOutputStore(undefined, (id) => credentials.has(id));
  const credentials = new MemoryCredentialStore(undefined, (id) => store.uses(id));
  return Promise.resolve({
    store,
    addUser: () => Promise.resolve(),
    addCredential: async (libraryId) => {
      const credential = { libraryId, type: 'google', name: 'Drive', grantId: newId() } as const;
      return (await credentials.add({ ...credential, sealedClient: undefined, account: undefined })).id;
    },
    removeCredential: (id) => credentials.remove(id),
    close: () => Promise.resolve(),
  });
});
