export { changeChannel } from './channel-records.js';
export { createAnnouncer } from './announcer.js';
export {
  CHANNEL_REMOVAL,
  CHANNEL_STORE,
  type ChannelAnnouncer,
  type ChannelRemoval,
  type ChannelStore,
} from './channel-store.js';
export { UPLOAD_SERVICE } from './upload-service-client.js';
