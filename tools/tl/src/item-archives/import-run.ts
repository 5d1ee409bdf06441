import type { TarEntry } from '../archive/tar-reader.js';
import type { HttpClient } from '../client/http-client.js';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { IdSet } from '../fold/id-set.js';
import { readLines, type LineError } from '../fold/read-lines.js';
import { counted } from '../output/counted.js';
import { bytes as sizeText } from '../output/table.js';
import { ItemCollector, LONGEST_LINE } from './collect-items.js';
import { FILES_FOLDER } from './manifest.js';
import { BatchSender, type ItemResult } from './send-batches.js';
import { FileSender, isFileRefusal, type ArchivedFile } from './send-files.js';

export interface ImportOptions extends CommonOptions {
  readonly library?: string;
  readonly dryRun?: boolean;
  readonly only?: readonly string[];
  readonly anyTimes?: boolean;
}

export interface ImportSummary {
  imported: number;
  unchanged: number;
  refused: number;
  commits: number;
  /** Commits of long histories that a dry run did not check. */
  unchecked_commits: number;
  bad_lines: number;
  /** Items that the export had to leave out. */
  items_missing: number;
  /** Files that this command has sent. */
  files: number;
  files_present: number;
  files_not_needed: number;
  files_refused: number;
  /** Files of items that were left out. */
  files_left_out: number;
  /** Files that a dry run did not look at. */
  files_unchecked: number;
  /** Files that the system of the export did not have either. */
  files_missing: number;
  /** False: the command ended before the end of the file. */
  complete: boolean;
}

const TELL_EVERY = 1_000;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Returns the item whose folder has the key. */
function itemOfKey(key: string): string | undefined {
  const [first = '', second = ''] = key.split('/');
  const id = first === 'uploads' ? second : first;
  return ID.test(id) ? id : undefined;
}

/** Sends the items and files of one file to the server, and counts what happens. */
export class ImportRun {
  readonly summary: ImportSummary = {
    imported: 0,
    unchanged: 0,
    refused: 0,
    commits: 0,
    unchecked_commits: 0,
    bad_lines: 0,
    items_missing: 0,
    files: 0,
    files_present: 0,
    files_not_needed: 0,
    files_refused: 0,
    files_left_out: 0,
    files_unchecked: 0,
    files_missing: 0,
    complete: false,
  };
  readonly #batches: BatchSender;
  readonly #files: FileSender;
  readonly #collector: ItemCollector;
  readonly #isWanted: (id: string) => boolean;
  /** Items that the server refused, or that have a line that cannot be used. */
  readonly #leftOut = new IdSet();
  #items = 0;
  #sentBytes = 0;

  constructor(
    private readonly context: CliContext,
    private readonly options: ImportOptions,
    client: HttpClient,
  ) {
    const only = options.only === undefined ? undefined : new Set(options.only.map((id) => id.toLowerCase()));
    this.#isWanted = (id) => only?.has(id) ?? true;
    this.#batches = new BatchSender(client, {
      library: options.library,
      isDryRun: options.dryRun === true,
      onResult: (result) => this.#tell(result),
    });
    this.#files = new FileSender(client, (sent) => {
      this.context.terminal.progress(`${String(this.summary.files)} files, ${sizeText(this.#sentBytes + sent)}`);
    });
    this.#collector = new ItemCollector({
      isWanted: this.#isWanted,
      now: () => Date.now(),
      anyTimes: options.anyTimes === true,
      onFault: (fault, id) => {
        this.#tellFault(fault, id);
      },
    });
  }

  get hasBegun(): boolean {
    return this.#items > 0;
  }

  /**
   * Sends the items of a file of events. Calls `atEnd` with the number of lines before the last item is sent. Without `atEnd`,
   * only the events tell if the file is whole.
   */
  async events(chunks: AsyncIterable<Buffer>, atEnd?: (lines: number) => void): Promise<void> {
    let count = 0;
    for await (const lines of readLines(chunks, LONGEST_LINE, { skipLonger: true }))
      for (const line of lines) {
        count += 1;
        const item = this.#collector.add(line);
        if (item !== undefined) await this.#batches.add(item);
      }
    atEnd?.(count);
    const last = atEnd === undefined ? this.#collector.endFile() : this.#collector.end();
    if (last !== undefined) await this.#batches.add(last);
    await this.#batches.flush();
    if (last?.isCutOff === true)
      throw new CliError('usage', `The file ends before the last event of item ${last.id}: it is cut off`, {
        code: 'cut-off',
        tryInstead: 'Import the whole file. The import of this item is open until then, and the other items are complete.',
      });
  }

  /** Sends a file of an archive, after all of its events. A refused file keeps no other one out. */
  async file({ path, size, bytes }: TarEntry): Promise<void> {
    const key = path.slice(FILES_FOLDER.length);
    const item = itemOfKey(key);
    if (item !== undefined && !this.#isWanted(item)) return;
    if (this.options.dryRun === true) this.summary.files_unchecked += 1;
    else if (item === undefined) await this.#refuseFile(key, undefined, { message: 'it has no key of an item', details: {} });
    else if (this.#leftOut.has(item)) this.summary.files_left_out += 1;
    else await this.#send({ item, key, size }, bytes());
  }

  async #send(file: ArchivedFile, bytes: AsyncIterable<Buffer>): Promise<void> {
    const { summary } = this;
    try {
      const outcome = await this.#files.send(file, bytes);
      if (outcome === 'stored') {
        summary.files += 1;
        this.#sentBytes += file.size;
      } else if (outcome === 'present') summary.files_present += 1;
      else summary.files_not_needed += 1;
      this.#tellCount(summary.files + summary.files_present, 'files');
    } catch (error) {
      if (!isFileRefusal(error)) throw error;
      // A run or another file of the item has made it useless while it was sent.
      if (error.details.code === 'import-changed') summary.files_not_needed += 1;
      else await this.#refuseFile(file.key, file.item, error);
    }
  }

  async #refuseFile(
    file: string,
    item: string | undefined,
    { message, details: { code = 'invalid', tryInstead } }: Pick<CliError, 'message' | 'details'>,
  ): Promise<void> {
    this.summary.files_refused += 1;
    this.context.terminal.say(`file ${file}: ${message} ${tryInstead ?? ''}`.trimEnd());
    const problem = { code, detail: message, ...(tryInstead === undefined ? {} : { try_instead: tryInstead }) };
    if (this.options.json === true)
      await this.context.terminal.data(`${JSON.stringify({ file, ...(item === undefined ? {} : { item }), problem })}\n`);
  }

  async #tell(result: ItemResult): Promise<void> {
    const { terminal } = this.context;
    const { outcome, problem } = result;
    this.#items += 1;
    this.summary.commits += result.commits;
    this.#tellUnchecked(result);
    this.summary[outcome === 'in-progress' ? 'imported' : outcome] += 1;
    if (outcome === 'refused') this.#leftOut.add(result.id);
    if (this.options.json === true) await terminal.data(`${JSON.stringify(result)}\n`);
    if (problem !== undefined) {
      const place = problem.line === undefined ? '' : `line ${String(problem.line)}: `;
      terminal.say(`${place}${problem.detail} ${problem.try_instead ?? ''}`.trimEnd());
    }
    terminal.progress(`${String(this.#items)} items, ${String(this.summary.commits)} commits`);
    this.#tellCount(this.#items, 'items');
  }

  #tellUnchecked({ id, unchecked_commits: count = 0 }: ItemResult): void {
    if (count === 0) return;
    this.summary.unchecked_commits += count;
    this.context.terminal.say(
      `Item ${id} is longer than a request. Its lines were read, but the server checks its last ${counted(count, 'commit')} only in the import.`,
    );
  }

  #tellCount(count: number, things: string): void {
    const { terminal } = this.context;
    if (!terminal.isInteractive && count > 0 && count % TELL_EVERY === 0) terminal.say(`${String(count)} ${things}`);
  }

  #tellFault({ message, tryInstead }: LineError, id: string | undefined): void {
    this.summary.bad_lines += 1;
    if (id !== undefined) this.#leftOut.add(id);
    const item = id === undefined ? '' : ` Item ${id} is left out.`;
    this.context.terminal.say(`${message}.${item} ${tryInstead ?? ''}`.trimEnd());
  }
}
