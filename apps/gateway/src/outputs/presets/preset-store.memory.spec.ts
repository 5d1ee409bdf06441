import { newId } from '@throughline/contracts';
import { MemoryCredentialStore } from '../../testing/memory-credential-store.js';
import { MemoryPresetStore } from '../../testing/memory-preset-store.js';
import { presetStoreContract } from '../../testing/preset-store.contract.js';

presetStoreContract('memory', () => {
  const store: MemoryPresetStore = new MemoryPresetStore(undefined, (id) => credentials.has(id));
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
