import { channelStoreContract } from '../testing/channel-store.contract.js';
import { MemoryChannelStore } from '../testing/memory-channel-store.js';

channelStoreContract('memory', () =>
  Promise.resolve({
    store: new MemoryChannelStore(),
    addUser: () => Promise.resolve(),
    addCredential: () => Promise.resolve(7),
    close: () => Promise.resolve(),
  }),
);
