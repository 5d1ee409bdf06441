import { openFreshControl } from '../../testing/control-database.js';
import { identityStoreContract } from '../../testing/identity-store.contract.js';

identityStoreContract('postgres', async () => {
  const { identities: store, sessions, users, passkeys, close } = await openFreshControl();
  return { store, sessions, users, passkeys, close };
});
