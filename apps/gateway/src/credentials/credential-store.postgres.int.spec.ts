import { credentialStoreContract } from '../testing/credential-store.contract.js';
import { freshControl } from '../testing/control-database.js';
import { PostgresUserStore } from '../users/user-store.postgres.js';
import { PostgresCredentialStore } from './credential-store.postgres.js';

credentialStoreContract('postgres', async () => {
  const { control, close } = await freshControl();
  const users = new PostgresUserStore(control);
  return {
    store: new PostgresCredentialStore(control),
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    close,
  };
});
