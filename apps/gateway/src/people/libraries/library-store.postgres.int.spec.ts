import { openFreshControl } from '../../testing/control-database.js';
import { libraryStoreContract } from '../../testing/library-store.contract.js';

libraryStoreContract('postgres', async () => {
  const { libraries: store, users, close } = await openFreshControl();
  return { store, users, close };
});
