import { credentialStoreContract } from '../testing/credential-store.contract.js';
import { openFreshControl } from '../testing/control-database.js';

credentialStoreContract('postgres', async () => {
  const { credentials: store, users, close } = await openFreshControl();
  return {
    store,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    close,
  };
});
