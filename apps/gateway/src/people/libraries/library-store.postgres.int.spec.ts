import { shareFreshControl } from '../../testing/control-database.js';
import { libraryStoreContract } from '../../testing/library-store.contract.js';

const emptyControl = shareFreshControl();

libraryStoreContract('postgres', async () => {
  const { libraries: store, users, close } = await emptyControl();
  return { store, users, close };
});
