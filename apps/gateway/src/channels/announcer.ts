import { noteOf } from './channel.js';
import type { ChannelAnnouncer } from './channel-store.js';
import type { UploadServiceClient } from './upload-service-client.js';

/** Returns a function that sends the current state of channels to the upload service. */
export const createAnnouncer =
  (service: Pick<UploadServiceClient, 'put' | 'remove'>): ChannelAnnouncer =>
  (channel) =>
    'removed' in channel ? service.remove(channel.id) : service.put(noteOf(channel));
