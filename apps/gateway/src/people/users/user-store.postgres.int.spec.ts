import { shareFreshControl } from '../../testing/control-database.js';
import { userStoreContract } from '../../testing/user-store.contract.js';

const emptyControl = shareFreshControl();

userStoreContract('postgres', async () => {
  const { users: store, close } = await emptyControl();
  return { store, close };
});
