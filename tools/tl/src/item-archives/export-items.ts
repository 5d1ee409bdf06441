import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { request } from '@throughline/api-client';
import { exportEvents, exportFile } from '@throughline/api-client/operations';
import { filesNamedBy, readCloudEvent, type AssetEvent } from '@throughline/contracts';
import { EVENTS_FILE } from '../archive/event-lines.js';
import { TarWriter } from '../archive/tar-writer.js';
import { downloadFile, type ChunkWriter } from '../client/download.js';
import type { HttpClient } from '../client/http-client.js';
import { openClient, printJson, type CliContext } from '../commands/context.js';
import { writeToFile } from '../commands/write-to-file.js';
import { CliError, isCliError } from '../exit.js';
import { agreeing, counted } from '../output/counted.js';
import { bytes, table } from '../output/table.js';
import { findExportedIds, type SelectionOptions } from './find-exported-ids.js';
import { FILES_FOLDER, FORMAT, MANIFEST_FILE, MISSING_FILE, type Manifest } from './manifest.js';

export interface ExportOptions extends SelectionOptions {
  readonly output: string;
  readonly files?: boolean;
  readonly texts?: boolean;
}

/** A file that the events of an item name. */
interface ExportedFile {
  readonly item: string;
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
}

/** An item that the server refused to export, as a whole or its files, with the code of the refusal. */
interface LeftOutItem {
  readonly id: string;
  readonly code: string;
}

interface Counts {
  items: number;
  events: number;
  files: number;
  missing_files: number;
}

const ANSWER_MS = 120_000;
const TELL_EVERY = 1_000;
const REMEDY = 'Items that were moved are in another library. Release quarantined items, then export them.';
/** The item is held, or has been moved to another library. Such a refusal is about one item, and the others follow. */
const LEFT_OUT: ReadonlySet<string | undefined> = new Set(['not-found', 'quarantined', 'needs-upgrade']);
/** The server has not got the file, or has removed the content of the item. Other refusals are about an item that has the file. */
const WITHOUT_FILE: ReadonlySet<string | undefined> = new Set(['file-missing', 'erased', 'gone', ...LEFT_OUT]);

/** Lists that grow with the export are kept on the disk. */
class Spool {
  private constructor(
    readonly folder: string,
    private readonly eventLines: FileHandle,
    private readonly fileLines: FileHandle,
  ) {}

  static async create(): Promise<Spool> {
    const folder = await mkdtemp(join(tmpdir(), 'tl-export-'));
    return new Spool(folder, await open(join(folder, 'events'), 'w'), await open(join(folder, 'files'), 'w'));
  }

  async addItem(lines: string, files: readonly ExportedFile[]): Promise<void> {
    await this.eventLines.write(lines);
    await this.fileLines.write(files.map((file) => `${JSON.stringify(file)}\n`).join(''));
  }

  async eventBytes(): Promise<number> {
    return (await this.eventLines.stat()).size;
  }

  events(): AsyncIterable<Buffer> {
    return createReadStream(join(this.folder, 'events'));
  }

  async *files(): AsyncGenerator<ExportedFile, void> {
    for await (const line of createInterface({ input: createReadStream(join(this.folder, 'files')) }))
      yield JSON.parse(line) as ExportedFile;
  }

  async remove(): Promise<void> {
    await this.eventLines.close();
    await this.fileLines.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Reads an event of the server's answer. */
function readLine(line: string): AssetEvent {
  try {
    return readCloudEvent(JSON.parse(line)).event;
  } catch (cause) {
    throw new CliError('failed', 'The server did not answer with events: check that the address is the gateway', { cause });
  }
}

/** Returns the files that events name, each once. */
function filesIn(item: string, lines: readonly string[]): readonly ExportedFile[] {
  const files = new Map<string, ExportedFile>();
  for (const line of lines)
    for (const { key, size, sha256 } of filesNamedBy(readLine(line))) files.set(key, { item, key, size, sha256 });
  return [...files.values()];
}

/** Says which file could not be exported, for example because the server has other bytes. */
const nameFile = (error: unknown, { item, key }: Pick<ExportedFile, 'item' | 'key'>): unknown =>
  isCliError(error)
    ? new CliError(error.exit, `File ${key} of item ${item}: ${error.message}`, { ...error.details, cause: error })
    : error;

class ExportRun {
  readonly counts: Counts = { items: 0, events: 0, files: 0, missing_files: 0 };
  readonly leftOut: LeftOutItem[] = [];
  /** Items that were held or moved after their histories were read, so that the archive lacks files of them. */
  readonly withoutFiles: LeftOutItem[] = [];
  readonly #missing: string[] = [];

  constructor(
    private readonly context: CliContext,
    private readonly client: HttpClient,
    private readonly options: ExportOptions,
    private readonly spool: Spool,
  ) {}

  /** Throws the refusal of the last item if the server refuses all of them. */
  async fetchHistories(ids: readonly string[]): Promise<void> {
    for (const [index, id] of ids.entries()) {
      try {
        await this.#fetchHistory(id);
      } catch (error) {
        const isOnly = index === ids.length - 1 && this.counts.items === 0;
        if (!isCliError(error) || !LEFT_OUT.has(error.details.code) || isOnly) throw error;
        this.#leaveOut(id, error);
      }
      this.#tell(`${String(index + 1)} of ${String(ids.length)} items`, index + 1);
    }
  }

  async #fetchHistory(id: string): Promise<void> {
    const query = this.options.texts === false ? { texts: false } : {};
    const { body } = await this.client.call({ ...request(exportEvents, { path: { id }, query }), timeoutMs: ANSWER_MS });
    const lines = body.split('\n').filter((line) => line !== '');
    await this.spool.addItem(body, this.options.files === false ? [] : filesIn(id, lines));
    this.counts.items += 1;
    this.counts.events += lines.length;
  }

  #leaveOut(id: string, { message, details: { code = '' } }: CliError): void {
    this.leftOut.push({ id, code });
    this.context.terminal.say(`Item ${id} is left out: ${message}`);
  }

  #tellHeld(id: string, { message, details: { code = '' } }: CliError): void {
    if (!LEFT_OUT.has(code) || this.withoutFiles.some((item) => item.id === id)) return;
    this.withoutFiles.push({ id, code });
    this.context.terminal.say(`The archive lacks files of item ${id}: ${message}`);
  }

  async writeArchive(write: ChunkWriter): Promise<number> {
    let size = 0;
    const tar = new TarWriter(async (chunk) => {
      size += chunk.byteLength;
      await write(chunk);
    });
    await tar.add(MANIFEST_FILE, Buffer.from(`${JSON.stringify(this.#manifest(), undefined, 2)}\n`, 'utf8'));
    const events = tar.entry(EVENTS_FILE, await this.spool.eventBytes());
    for await (const chunk of this.spool.events()) await events.write(chunk);
    await events.end();
    for await (const file of this.spool.files()) await this.#addFile(tar, file);
    if (this.#missing.length > 0) await tar.add(MISSING_FILE, Buffer.from(this.#missing.join(''), 'utf8'));
    await tar.end();
    return size;
  }

  #manifest(): Manifest {
    const { items, events } = this.counts;
    const { texts = true, files = true } = this.options;
    const exported = { items, events, items_left_out: this.leftOut.length };
    return { format: FORMAT, exported_at: new Date().toISOString(), ...exported, texts, files };
  }

  async #addFile(tar: TarWriter, { item, key, size, sha256 }: ExportedFile): Promise<void> {
    const entry = tar.entry(`${FILES_FOLDER}${key}`, size);
    const file = request(exportFile, { path: { id: item }, query: { key } });
    try {
      await downloadFile(this.client, file, (chunk) => entry.write(chunk), this.client.newPatience());
    } catch (error) {
      // A part of a file cannot be taken back from an archive that is written as a stream.
      if (entry.isBegun || !isCliError(error) || !WITHOUT_FILE.has(error.details.code)) throw nameFile(error, { item, key });
      this.counts.missing_files += 1;
      this.#missing.push(`${JSON.stringify({ item, key, size, sha256 })}\n`);
      this.#tellHeld(item, error);
      return;
    }
    await entry.end();
    this.counts.files += 1;
    this.#tell(`${String(this.counts.files)} files`, this.counts.files);
  }

  #tell(text: string, count: number): void {
    const { terminal } = this.context;
    if (terminal.isInteractive) terminal.progress(text);
    else if (count % TELL_EVERY === 0) terminal.say(text);
  }
}

async function tellResult(
  context: CliContext,
  options: ExportOptions,
  { counts, leftOut, withoutFiles }: Pick<ExportRun, 'counts' | 'leftOut' | 'withoutFiles'>,
  size: number,
): Promise<void> {
  const { terminal } = context;
  const { items, events, files, missing_files: missing } = counts;
  if (missing > 0)
    terminal.say(
      `The server cannot give ${counted(missing, 'file')}. ${MISSING_FILE} in the archive names ${agreeing(missing, 'it', 'them')}.`,
    );
  if (options.output === '-') {
    terminal.say(`${counted(items, 'item')}, ${counted(events, 'event')}, ${counted(files, 'file')}`);
  } else if (options.json === true)
    await printJson(context, { output: options.output, bytes: size, ...counts, left_out: leftOut, without_files: withoutFiles });
  else
    await terminal.data(
      table([
        ['archive', `${resolve(context.cwd, options.output)}, ${bytes(size)}`],
        ['items', String(items)],
        ...(leftOut.length > 0 ? [['items left out', String(leftOut.length)]] : []),
        ['events', String(events)],
        ['files', String(files)],
      ]),
    );
}

function requireAll({ leftOut, withoutFiles }: Pick<ExportRun, 'leftOut' | 'withoutFiles'>): void {
  const [held] = withoutFiles;
  const lacks = `lacks files of ${counted(withoutFiles.length, 'item')}`;
  if (leftOut.length > 0) {
    const others = `${counted(leftOut.length, 'item')} ${agreeing(leftOut.length, 'was', 'were')} left out`;
    throw new CliError('refused', `The archive ${held === undefined ? 'is whole, but' : `${lacks}, and`} ${others}`, {
      code: 'items-left-out',
      tryInstead: REMEDY,
    });
  }
  if (held !== undefined)
    throw new CliError('refused', `The archive ${lacks}`, {
      code: held.code,
      tryInstead: REMEDY,
    });
}

/** `tl export`: writes the histories and files of items into one archive. */
export async function exportItems(context: CliContext, given: readonly string[], options: ExportOptions): Promise<void> {
  if (options.output === '-' && options.json === true)
    throw new CliError('usage', '--json needs a file: the archive goes to stdout');
  const client = await openClient(context, options);
  const ids = await findExportedIds(context, client, { given, options });
  if (ids.length === 0) throw new CliError('usage', 'No items match');
  const spool = await Spool.create();
  try {
    const run = new ExportRun(context, client, options, spool);
    await run.fetchHistories(ids);
    const size =
      options.output === '-'
        ? await run.writeArchive((chunk) => context.terminal.data(chunk))
        : await writeToFile(resolve(context.cwd, options.output), (write) => run.writeArchive(write));
    await tellResult(context, options, run, size);
    requireAll(run);
  } finally {
    await spool.remove();
  }
}
