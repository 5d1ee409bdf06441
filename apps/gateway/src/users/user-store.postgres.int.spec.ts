import { freshControl } from '../testing/control-database.js';
import { userStoreContract } from '../testing/user-store.contract.js';
import { PostgresUserStore } from './user-store.postgres.js';

userStoreContract('postgres', async () => {
  const { control, close } = await freshControl();
  return { store: new PostgresUserStore(control), close };
});
