import { freshControl } from '../testing/control-database.js';
import { tokenStoreContract } from '../testing/token-store.contract.js';
import { PostgresUserStore } from '../users/user-store.postgres.js';
import { PostgresTokenStore } from './token-store.postgres.js';

tokenStoreContract('postgres', async () => {
  const { control, close } = await freshControl();
  return { store: new PostgresTokenStore(control), users: new PostgresUserStore(control), close };
});
