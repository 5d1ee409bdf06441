import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { codeOf, kindOf } from '@throughline/contracts';
import { ByteReader } from '../archive/byte-reader.js';
import { isTarHeader, type ArchiveError } from '../archive/tar-reader.js';
import { openClient, type CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { agreeing, counted } from '../output/counted.js';
import { table } from '../output/table.js';
import { importArchive } from './import-archive.js';
import { ImportRun, type ImportOptions, type ImportSummary } from './import-run.js';

const CHUNK = 256 * 1_024;
const BLOCK = 512;
const WITHOUT_FILES =
  'No files came with the items. An item whose files are not stored here is history only, until an archive with them is imported.';

function toCliError(file: string, error: unknown): unknown {
  if (kindOf(error) === 'archive')
    return new CliError('usage', `${file}: ${(error as ArchiveError).message}`, { code: 'bad-archive', cause: error });
  return codeOf(error) === undefined || kindOf(error) === 'cli'
    ? error
    : new CliError('usage', `${file} cannot be read`, { cause: error });
}

const REPEAT = 'Remove the causes, then repeat the command: what is imported stays as it is.';

function requireAll({ refused, files_refused: files, bad_lines: lines }: Readonly<ImportSummary>): void {
  const refusals = [...(refused > 0 ? [counted(refused, 'item')] : []), ...(files > 0 ? [counted(files, 'file')] : [])].join(
    ' and ',
  );
  if (refusals !== '')
    throw new CliError('refused', `${refusals} ${agreeing(refused + files, 'was', 'were')} refused`, { tryInstead: REPEAT });
  if (lines > 0) throw new CliError('usage', `${counted(lines, 'line')} cannot be used`, { code: 'bad-line' });
}

const partRows = (summary: Readonly<ImportSummary>): readonly (readonly [string, string])[] =>
  (
    [
      ['items missing in the export', summary.items_missing],
      ['files imported', summary.files],
      ['files here before', summary.files_present],
      ['files not needed', summary.files_not_needed],
      ['files refused', summary.files_refused],
      ['files of items left out', summary.files_left_out],
      ['files not checked', summary.files_unchecked],
      ['files missing in the export', summary.files_missing],
    ] as const
  )
    .filter(([, count]) => count > 0)
    .map(([name, count]) => [name, String(count)]);

async function tellSummary(
  context: CliContext,
  { json, dryRun }: ImportOptions,
  summary: Readonly<ImportSummary>,
): Promise<void> {
  if (json === true) {
    await context.terminal.data(`${JSON.stringify({ summary })}\n`);
    return;
  }
  const { imported, unchanged, refused, commits, unchecked_commits: unchecked, bad_lines } = summary;
  await context.terminal.data(
    table([
      [dryRun === true ? 'would be imported' : 'imported', `${counted(imported, 'item')}, ${counted(commits, 'commit')}`],
      ...(unchecked > 0 ? [['commits not checked', String(unchecked)]] : []),
      ['unchanged', String(unchanged)],
      ['refused', String(refused)],
      ['bad lines', String(bad_lines)],
      ...partRows(summary).map(([name, count]) => [name, count]),
    ]),
  );
}

/** `tl import FILE`: sends the items of an archive of `tl export`, or of a file of events, to the server. */
export async function importItems(context: CliContext, file: string, options: ImportOptions): Promise<void> {
  const client = await openClient(context, options);
  const stream = file === '-' ? process.stdin : createReadStream(resolve(context.cwd, file), { highWaterMark: CHUNK });
  const run = new ImportRun(context, options, client);
  try {
    const input = new ByteReader(stream as AsyncIterable<Buffer>);
    const isArchive = isTarHeader(await input.peek(BLOCK));
    const hasFiles = isArchive ? await importArchive(run, input) : false;
    if (!isArchive) await run.events(input.rest());
    if (!hasFiles && run.hasBegun) context.terminal.say(WITHOUT_FILES);
    run.summary.complete = true;
  } catch (error) {
    if (options.json === true || run.hasBegun) await tellSummary(context, options, run.summary);
    throw toCliError(file, error);
  } finally {
    stream.destroy();
  }
  await tellSummary(context, options, run.summary);
  requireAll(run.summary);
}
