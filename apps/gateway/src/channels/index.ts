export { CHANNEL_REMOVAL, CHANNEL_STORE, type ChannelRemoval, type ChannelStore } from './channel-store.js';
