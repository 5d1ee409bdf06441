import { attemptStoreContract } from '../../testing/attempt-store.contract.js';
import { openFreshControl } from '../../testing/control-database.js';
import { passkeyStoreContract } from '../../testing/passkey-store.contract.js';

passkeyStoreContract('postgres', async () => {
  const { passkeys: store, users, close } = await openFreshControl();
  return { store, users, close };
});

attemptStoreContract('postgres', async () => {
  const { attempts: store, close } = await openFreshControl();
  return { store, close };
});
