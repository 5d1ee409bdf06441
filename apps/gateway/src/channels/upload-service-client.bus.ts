import type { NatsConnection } from '@nats-io/nats-core';
import {
  CHANNEL_CHECK_SUBJECT,
  MIRROR_STORE,
  channelCheckCodec,
  channelCheckReportCodec,
  channelNoteCodec,
  resendCodec,
} from '@throughline/contracts';
import type { ChannelCheck, ChannelCheckReport, ChannelNote, MessageCodec, ResendRequest } from '@throughline/contracts';
import { JetStreamKeyValueStore, recordName, type KeyValueStore } from '@throughline/messaging';
import { hasNoResponder } from '../adapters/log/index.js';
import { Problem } from '../kit/http/problems/problem.js';
import type { UploadServiceClient } from './upload-service-client.js';
import type { ChannelId } from './channel.js';

/** A check makes several Notion requests in sequence. Milliseconds. */
const CHECK_MS = 20_000;

const noteNameOf = (id: ChannelId): string => recordName('channel', String(id));

const textOf = <T>(codec: MessageCodec<T>, value: T): string => new TextDecoder().decode(codec.encode(value));

/** Writes records for the upload service, and asks it over the bus. */
export class BusUploadServiceClient implements UploadServiceClient {
  private constructor(
    private readonly nc: Pick<NatsConnection, 'request'>,
    /** Write-only: the bus does not let a gateway read channels or requests. */
    private readonly records: KeyValueStore,
    private readonly checkMs: number,
  ) {}

  static over(nc: NatsConnection, checkMs: number = CHECK_MS): BusUploadServiceClient {
    return new BusUploadServiceClient(nc, new JetStreamKeyValueStore(nc, MIRROR_STORE, { reads: 'subject' }), checkMs);
  }

  async put(note: ChannelNote): Promise<void> {
    await this.records.write(noteNameOf(note.channel), textOf(channelNoteCodec, note), 'anything');
  }

  remove(id: ChannelId): Promise<void> {
    return this.records.remove(noteNameOf(id));
  }

  async resend(assetId: string, request: ResendRequest): Promise<void> {
    await this.records.write(recordName('resend', assetId), textOf(resendCodec, request), 'anything');
  }

  async check(question: ChannelCheck): Promise<ChannelCheckReport> {
    try {
      const answer = await this.nc.request(CHANNEL_CHECK_SUBJECT, channelCheckCodec.encode(question), { timeout: this.checkMs });
      return channelCheckReportCodec.decode(answer.data);
    } catch (error) {
      if (!hasNoResponder(error)) throw error;
      throw new Problem('no-upload-service', { cause: error, headers: { 'retry-after': '30' } });
    }
  }
}
