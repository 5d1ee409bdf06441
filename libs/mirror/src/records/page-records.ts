import { KeyedQueue, kindOf, mirrorRecordCodec, type MirrorRecord } from '@throughline/contracts';
import { recordName, type FollowableKeyValueStore, type RecordRevision, type KeyValueStore } from '@throughline/messaging';

const PAGE = 'page';
const REMOVED = Symbol('removed');
const nameOf = (assetId: string): string => recordName(PAGE, assetId);
const assetOf = (name: string): string => name.slice(PAGE.length + 1);

interface StoredPageRecord {
  readonly record: MirrorRecord;
  readonly revision: RecordRevision;
}

/** A write or removal that may have been stored, because its answer was lost. */
type UncertainWrite = string | typeof REMOVED;

/** Another process has written: this one is not the elected one any more. */
export class OvertakenError extends Error {
  readonly kind = 'mirror-overtaken';
  constructor(options?: ErrorOptions) {
    super('The record of a page was written by another process; this one stops', options);
    this.name = 'OvertakenError';
  }
}

const textOf = (record: MirrorRecord): string => new TextDecoder().decode(mirrorRecordCodec.encode(record));

/** Durable state of each page. Only the elected process writes: the revision of every write detects another writer. */
export class PageRecords {
  readonly #stored = new Map<string, StoredPageRecord>();
  readonly #ofPage = new Map<string, Set<string>>();
  /** Records of a newer release that this one cannot read. They are overwritten when their item changes. */
  readonly #unread = new Map<string, RecordRevision>();
  readonly #attempted = new Map<string, Set<UncertainWrite>>();
  readonly #writes = new KeyedQueue();
  #signal: AbortSignal | undefined;

  constructor(private readonly records: KeyValueStore & FollowableKeyValueStore) {}

  /** Loads the records. After the signal has aborted, nothing is written any more, because another process does. */
  async load(signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    const reading = new AbortController();
    const ended = AbortSignal.any([signal, reading.signal]);
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
      signal: ended,
    });
    signal.throwIfAborted();
    if (!read.all) throw new Error('The records of pages could not be read to their end');
  }

  get(assetId: string): MirrorRecord | undefined {
    return this.#stored.get(assetId)?.record;
  }

  *all(): IterableIterator<MirrorRecord> {
    for (const { record } of this.#stored.values()) yield record;
  }

  ofPage(page: string): readonly MirrorRecord[] {
    return [...(this.#ofPage.get(page) ?? [])].flatMap((assetId) => this.get(assetId) ?? []);
  }

  /** Writes a changed record, and skips an unchanged one. `undefined` removes the record. */
  change(assetId: string, become: (before: MirrorRecord | undefined) => MirrorRecord | undefined): Promise<void> {
    return this.#writes.run(assetId, () => this.#write(assetId, become));
  }

  async #write(assetId: string, become: (before: MirrorRecord | undefined) => MirrorRecord | undefined): Promise<void> {
    const stored = this.#stored.get(assetId);
    const record = become(stored?.record);
    if (record === undefined) return this.#remove(assetId);
    // A request that was running when the item was erased may end only now.
    if (stored?.record.erased === true) return;
    const text = textOf(record);
    if (stored !== undefined && !this.#attempted.has(assetId) && textOf(stored.record) === text) return;
    const expected = await this.#expected(assetId);
    const revision = await this.#attempt(assetId, text, () => this.records.write(nameOf(assetId), text, expected));
    this.#keep({ record, revision });
  }

  /** Without a known revision there is nothing to remove. */
  async #remove(assetId: string): Promise<void> {
    const expected = await this.#expected(assetId);
    if (expected !== 'absent') await this.#attempt(assetId, REMOVED, () => this.records.remove(nameOf(assetId), expected));
    this.#forget(assetId);
  }

  /** Remembers a failed write, as it may have been stored all the same. */
  async #attempt<T>(assetId: string, what: UncertainWrite, store: () => Promise<T>): Promise<T> {
    this.#signal?.throwIfAborted();
    try {
      return await store();
    } catch (error) {
      if (kindOf(error) === 'record-conflict') throw new OvertakenError({ cause: error });
      this.#attempted.set(assetId, (this.#attempted.get(assetId) ?? new Set()).add(what));
      throw error;
    }
  }

  /** After a lost answer, the stored record must be an earlier one of this process or the one it tried to write. */
  async #expected(assetId: string): Promise<RecordRevision | 'absent'> {
    const existing = this.#stored.get(assetId)?.revision ?? this.#unread.get(assetId);
    const attempted = this.#attempted.get(assetId);
    if (attempted === undefined) return existing ?? 'absent';
    const stored = await this.records.read(nameOf(assetId));
    if (stored === undefined) {
      if (existing === undefined || attempted.has(REMOVED)) return 'absent';
    } else if (stored.revision === existing || attempted.has(stored.text)) return stored.revision;
    throw new OvertakenError();
  }

  #keep(stored: StoredPageRecord): void {
    const { assetId, page } = stored.record;
    this.#attempted.delete(assetId);
    this.#unread.delete(assetId);
    this.#stored.set(assetId, stored);
    const existing = this.#ofPage.get(page);
    if (existing === undefined) this.#ofPage.set(page, new Set([assetId]));
    else existing.add(assetId);
  }

  #forget(assetId: string): void {
    const page = this.get(assetId)?.page;
    this.#attempted.delete(assetId);
    this.#unread.delete(assetId);
    this.#stored.delete(assetId);
    if (page === undefined) return;
    const others = this.#ofPage.get(page);
    others?.delete(assetId);
    if (others?.size === 0) this.#ofPage.delete(page);
  }
}

/** Returns `undefined` for a record of a newer release. */
function readRecord(text: string): MirrorRecord | undefined {
  try {
    return mirrorRecordCodec.decode(new TextEncoder().encode(text));
  } catch (error) {
    if (kindOf(error) === 'undecodable') return undefined;
    throw error;
  }
}
