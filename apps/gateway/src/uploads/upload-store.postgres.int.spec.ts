import { freshControl } from '../testing/control-database.js';
import { uploadStoreContract } from '../testing/upload-store.contract.js';
import { PostgresUserStore } from '../users/user-store.postgres.js';
import { PostgresUploadStore } from './upload-store.postgres.js';

uploadStoreContract('postgres', async () => {
  const { control, close } = await freshControl();
  return { store: new PostgresUploadStore(control), users: new PostgresUserStore(control), close };
});
