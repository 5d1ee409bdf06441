import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { codeOf, kindOf } from '@throughline/contracts';
import { ByteReader } from '../archive/byte-reader.js';
import { isTarHeader, readTar, type ArchiveError, type TarEntry } from '../archive/tar-reader.js';
import { openClient, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { readLines, type LineError } from '../fold/read-lines.js';
import { table } from '../output/table.js';
import { ItemCollector, LONGEST_LINE } from './collect-items.js';
import { EVENTS_FILE, FILES_FOLDER, MANIFEST_FILE, MISSING_FILE, requireManifest } from './manifest.js';
import { BatchSender, type ItemResult } from './send-batches.js';

export interface ImportOptions extends CommonOptions {
  readonly library?: string;
  readonly dryRun?: boolean;
  readonly only?: readonly string[];
  readonly anyTimes?: boolean;
}

const CHUNK = 256 * 1_024;
const BLOCK = 512;
const TELL_EVERY = 1_000;

interface Summary {
  imported: number;
  unchanged: number;
  refused: number;
  commits: number;
  bad_lines: number;
}

class ImportRun {
  readonly #summary: Summary = { imported: 0, unchanged: 0, refused: 0, commits: 0, bad_lines: 0 };
  readonly #sender: BatchSender;
  readonly #collector: ItemCollector;
  #items = 0;

  constructor(
    private readonly context: CliContext,
    private readonly options: ImportOptions,
    client: Awaited<ReturnType<typeof openClient>>,
  ) {
    const only = options.only === undefined ? undefined : new Set(options.only.map((id) => id.toLowerCase()));
    this.#sender = new BatchSender(client, {
      library: options.library,
      isDryRun: options.dryRun === true,
      onResult: (result) => this.#tell(result),
    });
    this.#collector = new ItemCollector({
      isWanted: (id) => only?.has(id) ?? true,
      now: () => Date.now(),
      anyTimes: options.anyTimes === true,
      onFault: (fault, id) => {
        this.#tellFault(fault, id);
      },
    });
  }

  get summary(): Readonly<Summary> {
    return this.#summary;
  }

  /** Sends the items of a file of events. */
  async events(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const lines of readLines(chunks, LONGEST_LINE, { skipLonger: true }))
      for (const line of lines) {
        const item = this.#collector.add(line);
        if (item !== undefined) await this.#sender.add(item);
      }
    const last = this.#collector.end();
    if (last !== undefined) await this.#sender.add(last);
    await this.#sender.flush();
  }

  async #tell(result: ItemResult): Promise<void> {
    const { terminal } = this.context;
    const { outcome, problem } = result;
    this.#items += 1;
    this.#summary.commits += result.commits;
    this.#summary[outcome === 'in-progress' ? 'imported' : outcome] += 1;
    if (this.options.json === true) await terminal.data(`${JSON.stringify(result)}\n`);
    if (problem !== undefined) {
      const place = problem.line === undefined ? '' : `line ${String(problem.line)}: `;
      terminal.say(`${place}${problem.detail} ${problem.try_instead ?? ''}`.trimEnd());
    }
    if (terminal.isInteractive) terminal.progress(`${String(this.#items)} items, ${String(this.#summary.commits)} commits`);
    else if (this.#items % TELL_EVERY === 0) terminal.say(`${String(this.#items)} items`);
  }

  #tellFault({ message, tryInstead }: LineError, id: string | undefined): void {
    this.#summary.bad_lines += 1;
    const item = id === undefined ? '' : ` Item ${id} is left out.`;
    this.context.terminal.say(`${message}.${item} ${tryInstead ?? ''}`.trimEnd());
  }
}

async function importArchive(run: ImportRun, context: CliContext, input: ByteReader): Promise<void> {
  let files = 0;
  for await (const entry of readTar(input)) {
    if (entry.path === MANIFEST_FILE) await requireManifest(entry);
    else if (entry.path === EVENTS_FILE) await run.events(entry.bytes());
    else if (entry.path !== MISSING_FILE) files += countFile(entry);
  }
  if (files > 0)
    context.terminal.say(
      `${String(files)} file(s) of the archive were not imported: the items are history only, and the server says of each missing file that it is not stored.`,
    );
}

function countFile({ path }: TarEntry): number {
  if (!path.startsWith(FILES_FOLDER)) throw new CliError('usage', 'The archive has files that no export of items has');
  return 1;
}

function toCliError(file: string, error: unknown): unknown {
  if (kindOf(error) === 'archive')
    return new CliError('usage', `${file}: ${(error as ArchiveError).message}`, { code: 'bad-archive', cause: error });
  return codeOf(error) === undefined || kindOf(error) === 'cli'
    ? error
    : new CliError('usage', `${file} cannot be read`, { cause: error });
}

function requireAll({ refused, bad_lines: lines }: Readonly<Summary>): void {
  if (refused > 0)
    throw new CliError('refused', `${String(refused)} item(s) were refused`, {
      tryInstead: 'Repeat the command when their causes are mended: what is imported stays as it is.',
    });
  if (lines > 0) throw new CliError('usage', `${String(lines)} line(s) cannot be used`, { code: 'bad-line' });
}

/** `tl import FILE`: sends the items of an archive of `tl export`, or of a file of events, to the server. */
export async function importItems(context: CliContext, file: string, options: ImportOptions): Promise<void> {
  const client = await openClient(context, options);
  const stream = file === '-' ? process.stdin : createReadStream(resolve(context.cwd, file), { highWaterMark: CHUNK });
  const run = new ImportRun(context, options, client);
  try {
    const input = new ByteReader(stream as AsyncIterable<Buffer>);
    if (isTarHeader(await input.peek(BLOCK))) await importArchive(run, context, input);
    else await run.events(input.rest());
  } catch (error) {
    throw toCliError(file, error);
  } finally {
    stream.destroy();
  }
  const { imported, unchanged, refused, commits, bad_lines } = run.summary;
  if (options.json === true) await context.terminal.data(`${JSON.stringify({ summary: run.summary })}\n`);
  else
    await context.terminal.data(
      table([
        [options.dryRun === true ? 'would be imported' : 'imported', `${String(imported)} item(s), ${String(commits)} commit(s)`],
        ['unchanged', String(unchanged)],
        ['refused', String(refused)],
        ['bad lines', String(bad_lines)],
      ]),
    );
  requireAll(run.summary);
}
