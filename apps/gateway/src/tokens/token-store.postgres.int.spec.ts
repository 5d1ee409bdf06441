import { freshDatabase } from '@throughline/stack/testing';
import { openControlDatabase } from '../control/database.js';
import { tokenStoreContract } from '../testing/token-store.contract.js';
import { PostgresTokenStore } from './token-store.postgres.js';

tokenStoreContract('postgres', async () => {
  const database = await freshDatabase();
  const control = await openControlDatabase(database.url);
  return {
    store: new PostgresTokenStore(control),
    close: async () => {
      await control.destroy();
      await database.drop();
    },
  };
});
