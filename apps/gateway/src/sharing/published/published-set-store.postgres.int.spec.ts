import { openFreshControl } from '../../testing/control-database.js';
import { publishedSetStoreContract } from '../../testing/published-set-store.contract.js';

publishedSetStoreContract('postgres', async () => {
  const { publishedSets: store, users, close } = await openFreshControl();
  return { store, users, close };
});
