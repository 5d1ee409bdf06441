import { openFreshControl } from '../../testing/control-database.js';
import { tokenStoreContract } from '../../testing/token-store.contract.js';

tokenStoreContract('postgres', async () => {
  const { tokens: store, users, libraries, close } = await openFreshControl();
  return { store, users, libraries, close };
});
