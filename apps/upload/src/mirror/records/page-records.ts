import { kindOf, mirrorRecordCodec, type MirrorRecord } from '@throughline/contracts';
import { recordName, type FollowsRecords, type RecordRevision, type Records } from '@throughline/credentials';

const PAGE = 'page';
const REMOVED = Symbol('removed');
const nameOf = (assetId: string): string => recordName(PAGE, assetId);
const assetOf = (name: string): string => name.slice(PAGE.length + 1);

interface Kept {
  readonly record: MirrorRecord;
  readonly revision: RecordRevision;
}

/** What may stand somewhere: the answer to a write, or to a removal, was lost. */
type Attempt = string | typeof REMOVED;

/** Somebody else writes too: this process is not the one any more. */
export class OvertakenError extends Error {
  readonly kind = 'mirror-overtaken';
  constructor(options?: ErrorOptions) {
    super('The record of a page was written by another process; this one stops', options);
    this.name = 'OvertakenError';
  }
}

const textOf = (record: MirrorRecord): string => new TextDecoder().decode(mirrorRecordCodec.encode(record));

/**
 * What is known of each page, kept where it outlives the process. One process writes; that it is the only one is seen by the revision of
 * every write.
 */
export class PageRecords {
  readonly #kept = new Map<string, Kept>();
  readonly #ofPage = new Map<string, Set<string>>();
  /** Written by a newer release, and not understood: it stands until there is something to say of its item, and is written over then. */
  readonly #unread = new Map<string, RecordRevision>();
  readonly #attempted = new Map<string, Set<Attempt>>();
  /** Writes of one record one after the other. */
  readonly #writing = new Map<string, Promise<unknown>>();
  #signal: AbortSignal | undefined;

  constructor(private readonly records: Records & FollowsRecords) {}

  /** Reads what an earlier process has left. Once the signal has fired, nothing is written any more: then another process writes. */
  async load(signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    const reading = new AbortController();
    const over = AbortSignal.any([signal, reading.signal]);
    const read = { all: false };
    await this.records.follow(`${PAGE}.*`, {
      onRecord: (name, text, revision) => {
        const record = readRecord(text);
        if (record === undefined) this.#unread.set(assetOf(name), revision);
        else this.#keep({ record, revision });
      },
      onRemoved: (name) => {
        this.#forget(assetOf(name));
      },
      onCaughtUp: () => {
        read.all = true;
        reading.abort();
      },
      signal: over,
    });
    signal.throwIfAborted();
    if (!read.all) throw new Error('The records of pages could not be read to their end');
  }

  get(assetId: string): MirrorRecord | undefined {
    return this.#kept.get(assetId)?.record;
  }

  *all(): IterableIterator<MirrorRecord> {
    for (const { record } of this.#kept.values()) yield record;
  }

  /** Of all items that came from this page. */
  ofPage(page: string): readonly MirrorRecord[] {
    return [...(this.#ofPage.get(page) ?? [])].flatMap((assetId) => this.get(assetId) ?? []);
  }

  /** Writes what has become of a record; what is the same is not written. Undefined: there is to be none. */
  change(assetId: string, become: (before: MirrorRecord | undefined) => MirrorRecord | undefined): Promise<void> {
    const turn = (this.#writing.get(assetId) ?? Promise.resolve()).then(() => this.#write(assetId, become));
    const settled = turn
      .catch(() => undefined)
      .finally(() => {
        if (this.#writing.get(assetId) === settled) this.#writing.delete(assetId);
      });
    this.#writing.set(assetId, settled);
    return turn;
  }

  async #write(assetId: string, become: (before: MirrorRecord | undefined) => MirrorRecord | undefined): Promise<void> {
    const kept = this.#kept.get(assetId);
    const record = become(kept?.record);
    if (record === undefined) return this.#remove(assetId);
    // A request that was under way when the item was erased may come to its end only now.
    if (kept?.record.erased === true) return;
    const text = textOf(record);
    if (kept !== undefined && !this.#attempted.has(assetId) && textOf(kept.record) === text) return;
    const expected = await this.#expected(assetId);
    const revision = await this.#attempt(assetId, text, () => this.records.write(nameOf(assetId), text, expected));
    this.#keep({ record, revision });
  }

  /** Where this process knows of none, there is none that would be its own to remove. */
  async #remove(assetId: string): Promise<void> {
    const expected = await this.#expected(assetId);
    if (expected !== 'absent') await this.#attempt(assetId, REMOVED, () => this.records.remove(nameOf(assetId), expected));
    this.#forget(assetId);
  }

  /** What throws here may have been stored all the same. */
  async #attempt<T>(assetId: string, what: Attempt, store: () => Promise<T>): Promise<T> {
    this.#signal?.throwIfAborted();
    try {
      return await store();
    } catch (error) {
      if (kindOf(error) === 'record-conflict') throw new OvertakenError({ cause: error });
      this.#attempted.set(assetId, (this.#attempted.get(assetId) ?? new Set()).add(what));
      throw error;
    }
  }

  /** Where an answer was lost, what stands there must be what this process has written before, or has tried to. */
  async #expected(assetId: string): Promise<RecordRevision | 'absent'> {
    const known = this.#kept.get(assetId)?.revision ?? this.#unread.get(assetId);
    const attempted = this.#attempted.get(assetId);
    if (attempted === undefined) return known ?? 'absent';
    const stored = await this.records.read(nameOf(assetId));
    if (stored === undefined) {
      if (known === undefined || attempted.has(REMOVED)) return 'absent';
    } else if (stored.revision === known || attempted.has(stored.text)) return stored.revision;
    throw new OvertakenError();
  }

  #keep(kept: Kept): void {
    const { assetId, page } = kept.record;
    this.#attempted.delete(assetId);
    this.#unread.delete(assetId);
    this.#kept.set(assetId, kept);
    const known = this.#ofPage.get(page);
    if (known === undefined) this.#ofPage.set(page, new Set([assetId]));
    else known.add(assetId);
  }

  #forget(assetId: string): void {
    const page = this.get(assetId)?.page;
    this.#attempted.delete(assetId);
    this.#unread.delete(assetId);
    this.#kept.delete(assetId);
    if (page === undefined) return;
    const others = this.#ofPage.get(page);
    others?.delete(assetId);
    if (others?.size === 0) this.#ofPage.delete(page);
  }
}

/** Undefined where a newer release has written it. */
function readRecord(text: string): MirrorRecord | undefined {
  try {
    return mirrorRecordCodec.decode(new TextEncoder().encode(text));
  } catch (error) {
    if (kindOf(error) === 'undecodable') return undefined;
    throw error;
  }
}
