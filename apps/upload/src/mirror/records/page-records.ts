import { kindOf, mirrorRecordCodec, type MirrorRecord } from '@throughline/contracts';
import { recordName, type FollowsRecords, type RecordRevision, type Records } from '@throughline/credentials';

const PAGE = 'page';
const nameOf = (assetId: string): string => recordName(PAGE, assetId);
const assetOf = (name: string): string => name.slice(PAGE.length + 1);

interface Kept {
  readonly record: MirrorRecord;
  readonly revision: RecordRevision;
  /** What may stand there instead: the answer to a write was lost. */
  readonly attempted?: string;
}

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
  /** Written by a newer release: not understood, and written over. */
  readonly #unread = new Map<string, RecordRevision>();
  /** Writes of one record one after the other. */
  readonly #writing = new Map<string, Promise<unknown>>();

  constructor(private readonly records: Records & FollowsRecords) {}

  /** Reads what an earlier process has left. */
  async load(signal: AbortSignal): Promise<void> {
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
    const text = textOf(record);
    if (kept !== undefined && kept.attempted === undefined && textOf(kept.record) === text) return;
    try {
      this.#keep({ record, revision: await this.records.write(nameOf(assetId), text, await this.#expected(assetId)) });
    } catch (error) {
      if (kindOf(error) === 'record-conflict') throw new OvertakenError({ cause: error });
      if (kept !== undefined) this.#keep({ ...kept, attempted: text });
      throw error;
    }
  }

  async #remove(assetId: string): Promise<void> {
    await this.records.remove(nameOf(assetId));
    this.#forget(assetId);
  }

  /** Where an answer was lost, what stands there must be what this process has written before, or has tried to. */
  async #expected(assetId: string): Promise<RecordRevision | 'absent'> {
    const kept = this.#kept.get(assetId);
    if (kept === undefined) return this.#unread.get(assetId) ?? 'absent';
    if (kept.attempted === undefined) return kept.revision;
    const stored = await this.records.read(nameOf(assetId));
    if (stored !== undefined && (stored.revision === kept.revision || stored.text === kept.attempted)) return stored.revision;
    throw new OvertakenError();
  }

  #keep(kept: Kept): void {
    const { assetId, page } = kept.record;
    this.#kept.set(assetId, kept);
    const known = this.#ofPage.get(page);
    if (known === undefined) this.#ofPage.set(page, new Set([assetId]));
    else known.add(assetId);
  }

  #forget(assetId: string): void {
    const page = this.get(assetId)?.page;
    this.#kept.delete(assetId);
    if (page === undefined) return;
    const others = this.#ofPage.get(page);
    others?.delete(assetId);
    if (others?.size === 0) this.#ofPage.delete(page);
  }
}

/** What a newer release has written is left alone until one that reads it takes over. */
function readRecord(text: string): MirrorRecord | undefined {
  try {
    return mirrorRecordCodec.decode(new TextEncoder().encode(text));
  } catch (error) {
    if (kindOf(error) === 'undecodable') return undefined;
    throw error;
  }
}
