import { newId } from '@throughline/contracts';
import { PostgresCredentialStore } from '../credentials/credential-store.postgres.js';
import { channelStoreContract } from '../testing/channel-store.contract.js';
import { freshControl } from '../testing/control-database.js';
import { PostgresUserStore } from '../users/user-store.postgres.js';
import { PostgresChannelStore } from './channel-store.postgres.js';

channelStoreContract('postgres', async () => {
  const { control, close } = await freshControl();
  const users = new PostgresUserStore(control);
  const credentials = new PostgresCredentialStore(control);
  return {
    store: new PostgresChannelStore(control),
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
