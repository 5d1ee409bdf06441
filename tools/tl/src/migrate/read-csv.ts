import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { parse, type CsvError } from 'csv-parse';
import { CliError } from '../exit.js';
import { LONGEST_LINE } from './read-ndjson.js';
import { REQUIRED_COLUMNS, type Source, type SourceEntry } from './source-row.js';
import { toEntry } from './to-entry.js';

const CHUNK = 256 * 1_024;
const BATCH = 1_000;

interface CsvRecord {
  readonly info: { readonly lines: number };
  readonly record: readonly Buffer[];
}

function readHeader(record: readonly Buffer[], shown: string): readonly string[] {
  const names = record.map((field) => field.toString('utf8').trim().toLowerCase());
  const missing = REQUIRED_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length === 0) return names;
  throw new CliError('usage', `${shown} has no column ${missing.join(', ')}`, {
    code: 'missing-columns',
    tryInstead: 'The first line must name the columns of processing_logs, separated by commas.',
  });
}

function readRecord(names: readonly string[], record: readonly Buffer[], line: number): SourceEntry {
  if (record.length !== names.length)
    return { unreadable: { line, problem: `it has ${String(record.length)} fields instead of ${String(names.length)}` } };
  const raw = Object.fromEntries(names.map((name, index) => [name, record[index]?.toString('utf8')]));
  return toEntry(raw, line, record.every((field) => isUtf8(field)) ? undefined : 'the row is not UTF-8');
}

/** The rest of the file is inside the quotes that were never closed, so its rows cannot be told apart. */
const ENDLESS: ReadonlySet<string> = new Set(['CSV_MAX_RECORD_SIZE', 'CSV_QUOTE_NOT_CLOSED']);

const toCliError = (error: unknown, shown: string, line: number): unknown =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('CSV_')
    ? new CliError(
        'usage',
        `${shown}, line ${String(line)}: a row does not end: it is longer than ${String(LONGEST_LINE)} bytes, or its quotes are not closed`,
        {
          code: 'bad-line',
        },
      )
    : error;

/** Reads comma-separated values (RFC 4180) with a line of names. Lines of messages refer to the first line of a row. */
export async function* readCsv(path: string, shown: string): Source {
  const stream = createReadStream(path, { highWaterMark: CHUNK });
  const skipped: SourceEntry[] = [];
  let fatal: CsvError | undefined;
  let [names, lines]: [readonly string[] | undefined, number] = [undefined, 0];
  const parser = parse({
    encoding: null,
    bom: true,
    info: true,
    max_record_size: LONGEST_LINE,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error === undefined) return undefined;
      if (ENDLESS.has(error.code)) fatal ??= error;
      else skipped.push({ unreadable: { line: lines + 1, problem: 'its quotes do not fit together' } });
      return undefined;
    },
  });
  stream.once('error', (error) => parser.destroy(error));
  const records = stream.pipe(parser) as AsyncIterable<CsvRecord>;
  let batch: SourceEntry[] = [];
  try {
    for await (const { info, record } of records) {
      if (fatal !== undefined) break;
      const line = lines + 1;
      lines = info.lines;
      if (names === undefined) names = readHeader(record, shown);
      else batch.push(readRecord(names, record, line));
      if (batch.length + skipped.length < BATCH) continue;
      yield [...batch, ...skipped.splice(0)];
      batch = [];
    }
    if (fatal !== undefined) throw fatal;
    if (names === undefined) readHeader([], shown);
    yield [...batch, ...skipped];
  } catch (error) {
    throw toCliError(error, shown, lines + 1);
  } finally {
    stream.destroy();
    parser.destroy();
  }
}
