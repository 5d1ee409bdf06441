import { invitationStoreContract } from '../../testing/invitation-store.contract.js';
import { MemoryInvitationStore } from '../../testing/memory-invitation-store.js';
import { MemoryUserStore } from '../../testing/memory-user-store.js';

invitationStoreContract('memory', () => {
  const users = new MemoryUserStore();
  const close = (): Promise<void> => Promise.resolve();
  return Promise.resolve({ store: new MemoryInvitationStore(users), libraries: users.libraries, users, close });
});
