import { mirrorRecordCodec, type MirrorRecord } from '@throughline/contracts';
import type { FollowableKeyValueStore } from '@throughline/messaging';

/** `unknown`: the record could not be read. Undefined: there is none. */
export type MirrorRecordLookup = MirrorRecord | 'unknown' | undefined;

const PAGES = 'page.*';
const assetOf = (name: string): string => name.slice(name.indexOf('.') + 1);

/**
 * Sync states of items' pages as the upload service publishes them, followed and kept in memory. An unknown state is reported
 * as unknown.
 */
export class Mirrors {
  readonly #records = new Map<string, MirrorRecord | 'unknown'>();
  readonly #ofChannel = new Map<number, Set<string>>();
  /** An item's channel never changes, so this also serves unreadable records. */
  readonly #channelOf = new Map<string, number>();
  /** Items with an unreadable record and an unknown channel. */
  readonly #strange = new Set<string>();
  #isCurrent = false;

  constructor(private readonly onProblem: (error: unknown) => void = () => undefined) {}

  /** Follows the records until the signal fires or the connection closes. After that every state is unknown. */
  async follow(records: FollowableKeyValueStore, signal: AbortSignal): Promise<void> {
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

  of(assetId: string): MirrorRecordLookup {
    return this.#isCurrent ? this.#records.get(assetId) : 'unknown';
  }

  /** Returns the records of all pages of a channel; undefined unless all of them are known. */
  ofChannel(channel: number): readonly MirrorRecord[] | undefined {
    if (!this.#isCurrent || this.#strange.size > 0) return undefined;
    const all = [...(this.#ofChannel.get(channel) ?? [])].map((assetId) => this.#records.get(assetId));
    const existing = all.filter((record) => record !== undefined && record !== 'unknown');
    return existing.length === all.length ? existing : undefined;
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

  /** An unreadable record, say of a newer release, must not hide the others. */
  #read(text: string): MirrorRecord | 'unknown' {
    try {
      return mirrorRecordCodec.decode(new TextEncoder().encode(text));
    } catch (error) {
      this.onProblem(error);
      return 'unknown';
    }
  }
}
