import { newId } from '@throughline/contracts';
import { openFreshControl } from '../../testing/control-database.js';
import { ownOutputStoreContract } from '../../testing/own-output-store.contract.js';

ownOutputStoreContract('postgres', async () => {
  const { ownOutputs: store, users, credentials, close } = await openFreshControl();
  return {
    store,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    addCredential: async (libraryId) => {
      const credential = { libraryId, type: 'google', name: 'Drive', grantId: newId() } as const;
      return (await credentials.add({ ...credential, sealedClient: undefined, account: undefined })).id;
    },
    removeCredential: (id) => credentials.remove(id),
    close,
  };
});
