import { openFreshControl } from '../../testing/control-database.js';
import { uploadStoreContract } from '../../testing/upload-store.contract.js';

uploadStoreContract('postgres', async () => {
  const { uploads: store, users, close } = await openFreshControl();
  return { store, users, close };
});
