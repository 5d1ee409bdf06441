import type { ChannelCheck, ChannelCheckReport, ChannelNote, ResendRequest } from '@throughline/contracts';
import type { ChannelId } from './channel.js';
import type { Token } from '../kit/provide.js';

/** Sends channels and requests to the upload service, which writes pages. */
export interface UploadServiceClient {
  /** Replaces the channel's record unconditionally. */
  put(note: ChannelNote): Promise<void>;
  /** Succeeds if the record does not exist. */
  remove(id: ChannelId): Promise<void>;
  /** Asks to read the item's page, and to write it again if it is out of date. */
  resend(assetId: string, request: ResendRequest): Promise<void>;
  /** Throws `no-upload-service` if nobody answers. */
  check(question: ChannelCheck): Promise<ChannelCheckReport>;
}

export const UPLOAD_SERVICE: Token<UploadServiceClient> = Symbol('UploadServiceClient');
