import { openFreshControl } from '../../testing/control-database.js';
import { userStoreContract } from '../../testing/user-store.contract.js';

userStoreContract('postgres', async () => {
  const { users: store, close } = await openFreshControl();
  return { store, close };
});
