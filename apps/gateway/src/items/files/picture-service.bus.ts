import type { NatsConnection } from '@nats-io/nats-core';
import {
  PICTURE_SUBJECT,
  pictureReplyCodec,
  pictureRequestCodec,
  type PictureReply,
  type PictureRequest,
} from '@throughline/contracts';
import { Problem } from '../../kit/http/problems/problem.js';
import { hasNoResponder } from '../../adapters/log/index.js';
import type { PictureService } from './picture-service.js';

/** A worker fetches the video from a bucket first. It goes on after this time, so that a later request finds the picture. */
const WAIT_MS = 10_000;

export class BusPictureService implements PictureService {
  constructor(
    private readonly nc: Pick<NatsConnection, 'request'>,
    private readonly waitMs: number = WAIT_MS,
  ) {}

  async make(request: Omit<PictureRequest, 'v'>): Promise<PictureReply['outcome']> {
    try {
      const answer = await this.nc.request(PICTURE_SUBJECT, pictureRequestCodec.encode({ v: 1, ...request }), {
        timeout: this.waitMs,
      });
      return pictureReplyCodec.decode(answer.data).outcome;
    } catch (error) {
      if (!hasNoResponder(error)) throw error;
      throw new Problem('no-processing-service', { cause: error, headers: { 'retry-after': '30' } });
    }
  }
}
