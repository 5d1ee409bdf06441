import { openFreshControl } from '../../testing/control-database.js';
import { feedStoreContract } from '../../testing/feed-store.contract.js';

feedStoreContract('postgres', async () => {
  const { feeds: store, users, close } = await openFreshControl();
  return { store, users, close };
});
