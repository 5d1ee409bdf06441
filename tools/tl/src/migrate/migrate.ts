import { setFlagsFromString } from 'node:v8';
import type { OldLog } from '@throughline/domain';
import { openClient, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { agreeing, counted } from '../output/counted.js';
import { findLibrary, fetchPresentLibrary } from '../libraries/find-library.js';
import type { HttpClient } from '../client/http-client.js';
import { FileBringer, type BytesOptions } from './bring-files.js';
import { RowCollector, type CollectedRows } from './collect-rows.js';
import { ImportSender, type SentFile } from './import-sender.js';
import { migrateFile, type MigratedFile, type MigrationContext } from './migrate-file.js';
import { openSource, type SourceOptions } from './open-source.js';
import { MigrationReport, type Totals } from './report.js';
import { RowSpool } from './row-spool.js';

/**
 * Lets the heap grow to twice of what is in use before it is collected. By default it is four times on a machine with much memory,
 * so files of 10,000 rows took 290 MiB instead of 190.
 */
const HEAP_GROWTH = '--heap-growing-percent=100';
/** Clocks of servers differ a little. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** The options that choose and map the files, the same for a migration and its verification. */
export interface MigrationOptions extends CommonOptions, SourceOptions, BytesOptions {
  readonly system: string;
  readonly library?: string;
  readonly map?: OldLog['names'];
  readonly only?: readonly string[];
  readonly limit?: number;
  readonly skipUnreadable?: boolean;
}

interface MigrateOptions extends MigrationOptions {
  readonly dryRun?: boolean;
}

/** The files of one source, and where they go. */
export interface OpenMigration {
  readonly client: HttpClient;
  readonly collected: CollectedRows;
  readonly library: string;
  readonly files: () => AsyncGenerator<MigratedFile>;
}

async function* readFiles(spool: RowSpool, shared: MigrationContext, limit: number | undefined): AsyncGenerator<MigratedFile> {
  let left = limit ?? Infinity;
  for await (const file of spool.files()) {
    if (left <= 0) return;
    left -= 1;
    yield migrateFile(file, shared);
  }
}

/**
 * Reads the whole source before anything is done with it. Lines that belong to no known file end the command, unless the person
 * has accepted that: the history of their file would lack a row.
 */
export async function withMigration<T>(
  context: CliContext,
  shown: string,
  options: MigrationOptions,
  use: (open: OpenMigration) => Promise<T>,
): Promise<T> {
  setFlagsFromString(HEAP_GROWTH);
  const client = await openClient(context, options);
  const source = await openSource(context, shown, options);
  const library = options.library === undefined ? await fetchPresentLibrary(client) : await findLibrary(client, options.library);
  const spool = await RowSpool.open();
  try {
    const only = options.only === undefined ? undefined : new Set(options.only);
    const collected = await new RowCollector(spool, context.terminal, only).read(source);
    const shared: MigrationContext = {
      library: library.id,
      system: options.system,
      table: options.table,
      names: options.map ?? new Map(),
      latest: new Date(Date.now() + CLOCK_TOLERANCE_MS).toISOString(),
    };
    return await use({ client, collected, library: library.id, files: () => readFiles(spool, shared, options.limit) });
  } finally {
    await spool.close();
  }
}

export const unreadableError = ({ unreadable }: CollectedRows, done: string): CliError =>
  new CliError(
    'failed',
    `${counted(unreadable, 'line')} cannot be read, and nobody knows to which ${agreeing(unreadable, 'file it belongs', 'files they belong')}. ${done}`,
    {
      code: 'unreadable-lines',
      tryInstead:
        'Correct the lines. To accept that the histories of their files lack them, repeat the command with --skip-unreadable.',
    },
  );

async function migrateFiles(
  { client, library, files }: OpenMigration,
  report: MigrationReport,
  bringer: FileBringer,
): Promise<void> {
  const sender = new ImportSender(client, { library, dryRun: bringer.options.dryRun });
  const settle = async (sent: readonly SentFile[]): Promise<void> => {
    for (const brought of await bringer.bring(sent)) await report.sent(brought);
  };
  for await (const file of files()) {
    if (file.problems.length > 0) await report.problems(file);
    else await settle(await sender.add(file));
  }
  await settle(await sender.flush());
}

/** The uploads go to the library of the token. */
async function requireOwnLibrary({ client, library }: OpenMigration, { files = [] }: BytesOptions): Promise<void> {
  if (files.length === 0 || (await fetchPresentLibrary(client)).id === library) return;
  throw new CliError('usage', 'The files are copied to the library of the token, and --library names another one', {
    tryInstead: 'Use a token of that library, or migrate without --files.',
  });
}

const countFailures = ({ refused, not_understood, files }: Totals): number => refused + not_understood + (files?.failed ?? 0);

/** `tl migrate SOURCE`: brings the log of an older system here. The source is only read. */
export async function migrate(context: CliContext, shown: string, options: MigrateOptions): Promise<void> {
  const dryRun = options.dryRun === true;
  await withMigration(context, shown, options, async (open) => {
    const report = new MigrationReport(context, { dryRun, json: options.json === true });
    await report.unreadable(open.collected);
    const isBlocked = open.collected.unreadable > 0 && options.skipUnreadable !== true;
    if (isBlocked && !dryRun) throw unreadableError(open.collected, 'Nothing was written.');
    await requireOwnLibrary(open, options);
    const bringer = new FileBringer(context, open.client, { ...options, library: open.library, dryRun });
    await migrateFiles(open, report, bringer);
    await report.end(open.collected);
    if (isBlocked) throw unreadableError(open.collected, 'Nothing would be written.');
    const failures = countFailures(report.totals);
    if (failures > 0)
      throw new CliError(
        'failed',
        `${counted(failures, 'file')} ${dryRun ? 'would not be' : agreeing(failures, 'was not', 'were not')} migrated, or not with ${agreeing(failures, 'its', 'their')} bytes`,
        {
          code: 'not-migrated',
          tryInstead: 'Correct what is named above, then repeat the command: files that are there already stay as they are.',
        },
      );
  });
}
