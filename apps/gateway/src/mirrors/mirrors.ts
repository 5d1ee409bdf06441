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
    if (!this.#isCurrent) return undefined;
    return [...(this.#ofChannel.get(channel) ?? [])].flatMap((assetId) => {
      const record = this.#records.get(assetId);
      return record === undefined || record === 'unknown' ? [] : [record];
    });
  }

  #keep(assetId: string, text: string): void {
    this.#forget(assetId);
    const record = this.#read(text);
    this.#records.set(assetId, record);
    if (record === 'unknown') return;
    const siblings = this.#ofChannel.get(record.channel) ?? new Set();
    this.#ofChannel.set(record.channel, siblings.add(assetId));
  }

  #forget(assetId: string): void {
    const before = this.#records.get(assetId);
    this.#records.delete(assetId);
    if (before !== undefined && before !== 'unknown') this.#ofChannel.get(before.channel)?.delete(assetId);
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
