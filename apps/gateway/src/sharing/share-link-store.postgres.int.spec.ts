import { openFreshControl } from '../testing/control-database.js';
import { shareLinkStoreContract } from '../testing/share-link-store.contract.js';

shareLinkStoreContract('postgres', async () => {
  const { shareLinks: store, users, close } = await openFreshControl();
  return { store, users, close };
});
