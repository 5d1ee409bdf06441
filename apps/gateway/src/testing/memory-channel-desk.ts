import {
  channelNoteCodec,
  resendCodec,
  type ChannelCheck,
  type ChannelCheckReport,
  type ChannelNote,
  type Resend,
} from '@throughline/contracts';
import type { ChannelDesk } from '../channels/channel-desk.js';
import type { ChannelId } from '../channels/channel.js';

/** What was said, for specs that look for it. Answers every check the same. */
export class MemoryChannelDesk implements ChannelDesk {
  readonly notes = new Map<ChannelId, ChannelNote>();
  readonly resends = new Map<string, Resend>();
  readonly checks: ChannelCheck[] = [];
  report: ChannelCheckReport | Error = { v: 1, items: [{ name: 'client', result: 'ok', message: 'Notion knows the token.' }] };
  /** The bus is away. */
  trouble: Error | undefined;

  async put(note: ChannelNote): Promise<void> {
    await this.#reached();
    this.notes.set(note.channel, channelNoteCodec.decode(channelNoteCodec.encode(note)));
  }

  async remove(id: ChannelId): Promise<void> {
    await this.#reached();
    this.notes.delete(id);
  }

  async resend(assetId: string, request: Resend): Promise<void> {
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
