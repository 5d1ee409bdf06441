import { NoRespondersError, RequestError, TimeoutError, type NatsConnection } from '@nats-io/nats-core';
import {
  CHANNEL_CHECK_SUBJECT,
  MIRROR_BUCKET,
  channelCheckCodec,
  channelCheckReportCodec,
  channelNoteCodec,
  resendCodec,
  type ChannelCheck,
  type ChannelCheckReport,
  type ChannelNote,
  type MessageCodec,
  type Resend,
} from '@throughline/contracts';
import { JetStreamRecords, recordName, type Records } from '@throughline/credentials';
import { Problem } from '../problems/problem.js';
import type { ChannelDesk } from './channel-desk.js';
import type { ChannelId } from './channel.js';

/** Notion is asked several questions, one after the other. Milliseconds. */
const CHECK_MS = 20_000;

const noteNameOf = (id: ChannelId): string => recordName('channel', String(id));

const textOf = <T>(codec: MessageCodec<T>, value: T): string => new TextDecoder().decode(codec.encode(value));

const isNobodyThere = (error: unknown): boolean =>
  error instanceof TimeoutError ||
  error instanceof NoRespondersError ||
  (error instanceof RequestError && error.isNoResponders());

/** The upload service reads records, and answers on the bus. */
export class BusChannelDesk implements ChannelDesk {
  private constructor(
    private readonly nc: Pick<NatsConnection, 'request'>,
    /** The bus lets a gateway write channels and requests, and read neither. */
    private readonly records: Records,
    private readonly checkMs: number,
  ) {}

  static over(nc: NatsConnection, checkMs: number = CHECK_MS): BusChannelDesk {
    return new BusChannelDesk(nc, new JetStreamRecords(nc, MIRROR_BUCKET, { reads: 'subject' }), checkMs);
  }

  async put(note: ChannelNote): Promise<void> {
    await this.records.write(noteNameOf(note.channel), textOf(channelNoteCodec, note), 'anything');
  }

  remove(id: ChannelId): Promise<void> {
    return this.records.remove(noteNameOf(id));
  }

  async resend(assetId: string, request: Resend): Promise<void> {
    await this.records.write(recordName('resend', assetId), textOf(resendCodec, request), 'anything');
  }

  async check(question: ChannelCheck): Promise<ChannelCheckReport> {
    try {
      const answer = await this.nc.request(CHANNEL_CHECK_SUBJECT, channelCheckCodec.encode(question), { timeout: this.checkMs });
      return channelCheckReportCodec.decode(answer.data);
    } catch (error) {
      if (!isNobodyThere(error)) throw error;
      throw new Problem('no-upload-service', { cause: error, headers: { 'retry-after': '30' } });
    }
  }
}
