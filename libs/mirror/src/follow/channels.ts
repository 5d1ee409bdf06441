import { channelNoteCodec, kindOf, type ChannelNote } from '@throughline/contracts';
import type { FollowableKeyValueStore } from '@throughline/messaging';

const FILTER = 'channel.*';

export interface ChannelsParts {
  readonly records: FollowableKeyValueStore;
  /** Called for each changed or removed channel, after the initial load. */
  readonly onChanged: (channel: number) => void;
  readonly onProblem: (error: unknown) => void;
}

export class Channels {
  readonly #notes = new Map<number, { readonly note: ChannelNote; readonly text: string }>();
  /** The latest ignored note of each channel, of a lower version than the current one. */
  readonly #refused = new Map<number, string>();
  #areKnown = false;

  constructor(private readonly parts: ChannelsParts) {}

  get(channel: number): ChannelNote | undefined {
    return this.#notes.get(channel)?.note;
  }

  /** Follows the channels until the signal aborts. Calls `onKnown` after the initial load. */
  async follow(onKnown: () => void, signal: AbortSignal): Promise<void> {
    await this.parts.records.follow(FILTER, {
      onRecord: (name, text) => {
        this.#put(name, text);
      },
      onRemoved: (name) => {
        this.#remove(channelOf(name));
      },
      onCaughtUp: () => {
        this.#areKnown = true;
        onKnown();
      },
      onInterrupted: this.parts.onProblem,
      signal,
    });
  }

  #put(name: string, text: string): void {
    try {
      const note = channelNoteCodec.decode(new TextEncoder().encode(text));
      if (!this.#isNews(note, text)) return;
      this.#notes.set(note.channel, { note, text });
      this.#tell(note.channel);
    } catch (error) {
      if (kindOf(error) !== 'undecodable') throw error;
      // A newer release has written the note. The old settings may be wrong, so the channel's pages are not written.
      this.parts.onProblem(error);
      this.#remove(channelOf(name));
    }
  }

  /**
   * Notes may arrive out of order, so a lower version is ignored. The gateway repeats its notes: a lower version that comes
   * twice means that its database was restored from a backup.
   */
  #isNews({ channel, version }: ChannelNote, text: string): boolean {
    const existing = this.#notes.get(channel);
    const isOvertaken = existing !== undefined && version < existing.note.version && this.#refused.get(channel) !== text;
    if (isOvertaken) this.#refused.set(channel, text);
    else this.#refused.delete(channel);
    return !isOvertaken && existing?.text !== text;
  }

  #remove(channel: number): void {
    this.#refused.delete(channel);
    if (this.#notes.delete(channel)) this.#tell(channel);
  }

  #tell(channel: number): void {
    if (this.#areKnown) this.parts.onChanged(channel);
  }
}

const channelOf = (name: string): number => Number(name.slice(FILTER.length - 1));
