import { mirrorRecordCodec, type MirrorRecord } from '@throughline/contracts';
import type { FollowsRecords } from '@throughline/credentials';

/** `unknown`: it could not be read. Undefined: there is none. */
export type FoundRecord = MirrorRecord | 'unknown' | undefined;

const PAGES = 'page.*';
const assetOf = (name: string): string => name.slice(name.indexOf('.') + 1);

/** How the pages of items are, as the upload service says: followed, and kept in memory. What is not known is never guessed. */
export class Mirrors {
  readonly #records = new Map<string, MirrorRecord | 'unknown'>();
  readonly #ofChannel = new Map<number, Set<string>>();
  /** Of which channel an item is stays so, whether or not its record can be read. */
  readonly #channelOf = new Map<string, number>();
  /** Unreadable ones of which it was never known. */
  readonly #strange = new Set<string>();
  #isCurrent = false;

  constructor(private readonly onProblem: (error: unknown) => void = () => undefined) {}

  /** Until the signal ends it, or the connection has gone for good: from then on nothing is known. */
  async follow(records: FollowsRecords, signal: AbortSignal): Promise<void> {
    try {
      await records.follow(PAGES, {
        onRecord: (name, text) => {
          this.#keep(assetOf(name), text);
        },
        onRemoved: (name) => {
          this.#forget(assetOf(name));
        },
        onCaughtUp: () => {
          this.#isCurrent = true;
        },
        onInterrupted: (cause) => {
          this.#isCurrent = false;
          this.onProblem(cause);
        },
        signal,
      });
    } catch (error) {
      if (!signal.aborted) this.onProblem(error);
    } finally {
      this.#isCurrent = false;
    }
  }

  of(assetId: string): FoundRecord {
    return this.#isCurrent ? this.#records.get(assetId) : 'unknown';
  }

  /** Of all pages of a channel; undefined where not all of them are known. */
  ofChannel(channel: number): readonly MirrorRecord[] | undefined {
    if (!this.#isCurrent || this.#strange.size > 0) return undefined;
    const all = [...(this.#ofChannel.get(channel) ?? [])].map((assetId) => this.#records.get(assetId));
    const known = all.filter((record) => record !== undefined && record !== 'unknown');
    return known.length === all.length ? known : undefined;
  }

  #keep(assetId: string, text: string): void {
    const record = this.#read(text);
    const channel = record === 'unknown' ? this.#channelOf.get(assetId) : record.channel;
    this.#forget(assetId);
    this.#records.set(assetId, record);
    if (channel === undefined) this.#strange.add(assetId);
    else {
      this.#channelOf.set(assetId, channel);
      this.#ofChannel.set(channel, (this.#ofChannel.get(channel) ?? new Set()).add(assetId));
    }
  }

  #forget(assetId: string): void {
    this.#records.delete(assetId);
    this.#strange.delete(assetId);
    const channel = this.#channelOf.get(assetId);
    this.#channelOf.delete(assetId);
    if (channel !== undefined) this.#ofChannel.get(channel)?.delete(assetId);
  }

  /** One of a newer release is no reason to know nothing of the others. */
  #read(text: string): MirrorRecord | 'unknown' {
    try {
      return mirrorRecordCodec.decode(new TextEncoder().encode(text));
    } catch (error) {
      this.onProblem(error);
      return 'unknown';
    }
  }
}
