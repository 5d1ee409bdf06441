import { request } from '@throughline/api-client';
import { importItems } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import { toImportEvents, type ImportEvent, type MigratedFile } from './migrate-file.js';

/** Items of a request. */
export const BATCH_ITEMS = 100;
/** Bytes of the events of a request. The server takes bodies of a mebibyte by default. */
export const BATCH_BYTES = 900 * 1_024;
/** The server appends commit by commit, each on disk before the next. */
const TIMEOUT_MS = 600_000;

export type ImportOutcome = 'imported' | 'in-progress' | 'unchanged' | 'refused';

interface ImportedItem {
  readonly id: string;
  readonly outcome: ImportOutcome;
  readonly commits: number;
  readonly problem?: { readonly code?: string; readonly detail?: string; readonly title?: string };
}
const readImports = readerOf<{ readonly items: readonly ImportedItem[] }>('items');

/** The part of an item's history that one request sends. */
interface ItemPart {
  readonly file: MigratedFile;
  readonly events: readonly ImportEvent[];
  /** The reference of the commit before it, except for the first part. */
  readonly after: string | undefined;
  readonly bytes: number;
  /** The commits after this part. */
  readonly rest: number;
  /** It is the last part. */
  readonly complete: boolean;
}

/** The answer of the server about a whole file. */
export interface SentFile {
  readonly file: MigratedFile;
  readonly outcome: ImportOutcome;
  /** Commits that were stored, or would be. */
  readonly commits: number;
  readonly reason?: string;
}

/** Divides a history between commits, so that each part fits into a request. */
function* partsOf(file: MigratedFile): Generator<ItemPart> {
  let events: ImportEvent[] = [];
  let after: string | undefined;
  let bytes = 0;
  let rest = file.commits.length;
  for (const commit of toImportEvents(file)) {
    const size = Buffer.byteLength(JSON.stringify(commit));
    if (bytes + size > BATCH_BYTES && events.length > 0) {
      yield { file, events, after, bytes, rest, complete: false };
      [after, events, bytes] = [events.at(-1)?.originref, [], 0];
    }
    events.push(...commit);
    bytes += size;
    rest -= 1;
  }
  yield { file, events, after, bytes, rest, complete: true };
}

const reasonOf = ({ problem }: ImportedItem): string | undefined => problem?.detail ?? problem?.title ?? problem?.code;

export interface SenderOptions {
  readonly library: string | undefined;
  readonly dryRun: boolean;
}

/**
 * Sends histories in batches. A repeated batch is safe, so a run that was killed at any point is simply repeated: the server
 * answers `unchanged` for what it has.
 */
export class ImportSender {
  #batch: ItemPart[] = [];
  #bytes = 0;
  /** Commits of earlier parts of the file whose parts are being sent. */
  #earlier = 0;

  constructor(
    private readonly client: HttpClient,
    private readonly options: SenderOptions,
  ) {}

  /** Returns the files whose answers have come meanwhile. */
  async add(file: MigratedFile): Promise<readonly SentFile[]> {
    const sent: SentFile[] = [];
    for (const part of partsOf(file)) {
      if (this.#bytes + part.bytes > BATCH_BYTES || this.#batch.length >= BATCH_ITEMS) sent.push(...(await this.flush()));
      this.#batch.push(part);
      this.#bytes += part.bytes;
      if (part.complete) continue;
      const answers = await this.flush();
      sent.push(...answers);
      // A refused part ends its file, and so does the first missing one of a dry run: the server could not continue it.
      if (answers.some((each) => each.file === file)) break;
    }
    return sent;
  }

  async flush(): Promise<readonly SentFile[]> {
    const batch = this.#batch;
    if (batch.length === 0) return [];
    this.#batch = [];
    this.#bytes = 0;
    const { library, dryRun } = this.options;
    const items = batch.map(({ file, events, after, complete }) => ({
      id: file.assetId,
      events,
      complete,
      ...(after === undefined ? {} : { after }),
    }));
    const body = { ...(library === undefined ? {} : { library }), dry_run: dryRun, items };
    const answer = readImports(await this.client.json({ ...request(importItems, { body }), timeoutMs: TIMEOUT_MS }));
    const byId = new Map(answer.items.map((item) => [item.id, item]));
    return batch.flatMap((part) => this.#settle(part, byId.get(part.file.assetId)));
  }

  #settle({ file, complete, rest }: ItemPart, item: ImportedItem | undefined): readonly SentFile[] {
    if (item === undefined) throw new Error(`The server did not answer about item ${file.assetId}`);
    const reason = reasonOf(item);
    const isRefused = item.outcome === 'refused';
    const isPreviewed = this.options.dryRun && item.commits > 0;
    this.#earlier += item.commits;
    if (!complete && !isRefused && !isPreviewed) return [];
    const commits = this.#earlier + (isPreviewed ? rest : 0);
    this.#earlier = 0;
    const outcome = !isRefused && commits > 0 ? 'imported' : item.outcome;
    return [{ file, outcome, commits, ...(reason === undefined ? {} : { reason }) }];
  }
}
