import { newId } from '@throughline/contracts';
import { channelStoreContract } from '../testing/channel-store.contract.js';
import { MemoryChannelStore } from '../testing/memory-channel-store.js';
import { MemoryCredentialStore } from '../testing/memory-credential-store.js';

channelStoreContract('memory', () => {
  const disabled = new Set<string>();
  const store: MemoryChannelStore = new MemoryChannelStore(undefined, {
    isDisabled: (id) => disabled.has(id),
    hasCredential: (id) => credentials.has(id),
  });
  const credentials = new MemoryCredentialStore(undefined, (id) => store.uses(id));
  return Promise.resolve({
    store,
    addUser: () => Promise.resolve(),
    setDisabled: (id, isDisabled) => {
      if (isDisabled) disabled.add(id);
      else disabled.delete(id);
      return Promise.resolve();
    },
    addCredential: async (libraryId) => {
      const credential = { libraryId, type: 'token', name: 'Notion', grantId: newId() } as const;
      return (await credentials.add({ ...credential, sealedClient: undefined, account: undefined })).id;
    },
    removeCredential: (id) => credentials.remove(id),
    close: () => Promise.resolve(),
  });
});
