import { openFreshControl } from '../../testing/control-database.js';
import { invitationStoreContract } from '../../testing/invitation-store.contract.js';

invitationStoreContract('postgres', async () => {
  const { invitations: store, libraries, users, close } = await openFreshControl();
  return { store, libraries, users, close };
});
