import { newId } from '@throughline/contracts';
import { channelStoreContract } from '../testing/channel-store.contract.js';
import { openFreshControl } from '../testing/control-database.js';

channelStoreContract('postgres', async () => {
  const { channels: store, users, credentials, close } = await openFreshControl();
  return {
    store,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    setDisabled: async (id, disabled) => {
      await users.change(id, { disabled });
    },
    addCredential: async (libraryId) =>
      (
        await credentials.add({
          libraryId,
          type: 'token',
          name: 'Notion',
          grantId: newId(),
          sealedClient: undefined,
          account: undefined,
        })
      ).id,
    removeCredential: (id) => credentials.remove(id),
    close,
  };
});
