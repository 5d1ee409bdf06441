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
  readonly #notes = new Map<number, ChannelNote>();
  #areKnown = false;

  constructor(private readonly parts: ChannelsParts) {}

  get(channel: number): ChannelNote | undefined {
    return this.#notes.get(channel);
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
      // Notes may overtake each other on their way.
      if ((this.#notes.get(note.channel)?.version ?? 0) > note.version) return;
      this.#notes.set(note.channel, note);
      this.#tell(note.channel);
    } catch (error) {
      if (kindOf(error) !== 'undecodable') throw error;
      // Of a newer release: what it says is not known here, so nothing is written by what it said before.
      this.parts.onProblem(error);
      this.#remove(channelOf(name));
    }
  }

  #remove(channel: number): void {
    if (this.#notes.delete(channel)) this.#tell(channel);
  }

  #tell(channel: number): void {
    if (this.#areKnown) this.parts.onChanged(channel);
  }
}

const channelOf = (name: string): number => Number(name.slice(FILTER.length - 1));
