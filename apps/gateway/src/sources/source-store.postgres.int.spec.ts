import { newId } from '@throughline/contracts';
import { openFreshControl } from '../testing/control-database.js';
import { sourceStoreContract } from '../testing/source-store.contract.js';

sourceStoreContract('postgres', async () => {
  const { sources, syncs, users, credentials, close } = await openFreshControl();
  return {
    sources,
    syncs,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    addCredential: async (libraryId, accountId, type = 'zoom') => {
      const credential = { libraryId, type, name: 'Mine', grantId: newId() } as const;
      const { id } = await credentials.add({ ...credential, sealedClient: undefined, account: undefined });
      if (accountId !== undefined) await credentials.change(id, { accountId });
      return id;
    },
    removeCredential: (id) => credentials.remove(id),
    close,
  };
});
