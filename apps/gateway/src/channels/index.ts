export { createAnnouncer } from './announcer.js';
export { CHANNEL_STORE, type ChannelAnnouncer, type ChannelStore } from './channel-store.js';
export { UPLOAD_SERVICE } from './upload-service-client.js';
