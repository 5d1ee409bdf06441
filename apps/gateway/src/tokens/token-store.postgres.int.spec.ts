import { freshDatabase } from '@throughline/stack/testing';
import { openControlDatabase } from '../control/database.js';
import { tokenStoreContract } from '../testing/token-store.contract.js';
import { PostgresUserStore } from '../users/user-store.postgres.js';
import { PostgresTokenStore } from './token-store.postgres.js';

tokenStoreContract('postgres', async () => {
  const database = await freshDatabase();
  const control = await openControlDatabase(database.url);
  return {
    store: new PostgresTokenStore(control),
    users: new PostgresUserStore(control),
    close: async () => {
      await control.destroy();
      await database.drop();
    },
  };
});
