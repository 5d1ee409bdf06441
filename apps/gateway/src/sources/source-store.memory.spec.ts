import { newId } from '@throughline/contracts';
import { MemoryCredentialStore } from '../testing/memory-credential-store.js';
import { MemorySourceStore } from '../testing/memory-source-store.js';
import { sourceStoreContract } from '../testing/source-store.contract.js';

sourceStoreContract('memory', () => {
  const store: MemorySourceStore = new MemorySourceStore(
    undefined,
    (id) => credentials.has(id),
    (id) => credentials.get(id),
  );
  const credentials = new MemoryCredentialStore(undefined, (id) => store.uses(id));
  return Promise.resolve({
    sources: store,
    syncs: store,
    addUser: () => Promise.resolve(),
    addCredential: async (libraryId, accountId, type = 'zoom') => {
      const credential = { libraryId, type, name: 'Mine', grantId: newId() } as const;
      const { id } = await credentials.add({ ...credential, sealedClient: undefined, account: undefined });
      if (accountId !== undefined) await credentials.change(id, { accountId });
      return id;
    },
    removeCredential: (id) => credentials.remove(id),
    close: () => Promise.resolve(),
  });
});
