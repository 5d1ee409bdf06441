import { channelNoteCodec, kindOf, type ChannelNote } from '@throughline/contracts';
import type { FollowsRecords } from '@throughline/credentials';

const FILTER = 'channel.*';

export interface ChannelsParts {
  readonly records: FollowsRecords;
  /** After all of them were told: one is another than before, or is gone. */
  readonly onChanged: (channel: number) => void;
  readonly onProblem: (error: unknown) => void;
}

/** Channels as they are now. */
export class Channels {
  readonly #notes = new Map<number, { readonly note: ChannelNote; readonly text: string }>();
  /** Of a lower version than what is known, by channel. */
  readonly #refused = new Map<number, string>();
  #areKnown = false;

  constructor(private readonly parts: ChannelsParts) {}

  get(channel: number): ChannelNote | undefined {
    return this.#notes.get(channel)?.note;
  }

  /** Goes on until the signal; `onKnown` is told once all of them are there. */
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
      // Of a newer release: what it says is not known here, so nothing is written by what it said before.
      this.parts.onProblem(error);
      this.#remove(channelOf(name));
    }
  }

  /**
   * Notes may overtake each other on their way. The gateway puts again what it has, now and then: so one with a lower version that comes twice
   * was not overtaken, but the database of the gateway was put back to an earlier day.
   */
  #isNews({ channel, version }: ChannelNote, text: string): boolean {
    const known = this.#notes.get(channel);
    const isOvertaken = known !== undefined && version < known.note.version && this.#refused.get(channel) !== text;
    if (isOvertaken) this.#refused.set(channel, text);
    else this.#refused.delete(channel);
    return !isOvertaken && known?.text !== text;
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
