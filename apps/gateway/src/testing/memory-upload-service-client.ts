import { channelNoteCodec, resendCodec } from '@throughline/contracts';
import type { ChannelCheck, ChannelCheckReport, ChannelNote, ResendRequest } from '@throughline/contracts';
import type { UploadServiceClient } from '../channels/upload-service-client.js';
import type { ChannelId } from '../channels/channel.js';

/** Records everything that the gateway sends. Answers every check with `report`. */
export class MemoryUploadServiceClient implements UploadServiceClient {
  readonly notes = new Map<ChannelId, ChannelNote>();
  readonly resends = new Map<string, ResendRequest>();
  readonly checks: ChannelCheck[] = [];
  report: ChannelCheckReport | Error = { v: 1, items: [{ name: 'client', result: 'ok', message: 'Notion knows the token.' }] };
  /** If set, every call fails with it, as if the bus were unavailable. */
  trouble: Error | undefined;

  async put(note: ChannelNote): Promise<void> {
    await this.#reached();
    this.notes.set(note.channel, channelNoteCodec.decode(channelNoteCodec.encode(note)));
  }

  async remove(id: ChannelId): Promise<void> {
    await this.#reached();
    this.notes.delete(id);
  }

  async resend(assetId: string, request: ResendRequest): Promise<void> {
    await this.#reached();
    this.resends.set(assetId, resendCodec.decode(resendCodec.encode(request)));
  }

  async check(question: ChannelCheck): Promise<ChannelCheckReport> {
    await this.#reached();
    this.checks.push(question);
    if (this.report instanceof Error) throw this.report;
    return this.report;
  }

  #reached(): Promise<void> {
    return this.trouble === undefined ? Promise.resolve() : Promise.reject(this.trouble);
  }
}
