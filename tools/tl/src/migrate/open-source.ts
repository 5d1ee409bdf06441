import { extname, resolve } from 'node:path';
import { readFile, stat } from 'node:fs/promises';
import type { CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { readCsv } from './read-csv.js';
import { readNdjson } from './read-ndjson.js';
import { readPostgres } from './read-postgres.js';
import { readSqlite } from './read-sqlite.js';
import type { Source } from './source-row.js';

export const FORMATS = ['csv', 'ndjson', 'sqlite'] as const;
export type Format = (typeof FORMATS)[number];

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.db': 'sqlite',
  '.sqlite': 'sqlite',
  '.sqlite3': 'sqlite',
};

export interface SourceOptions {
  readonly format?: Format;
  readonly table: string;
  /** The file with the address of the database. */
  readonly databaseFile?: string;
}

/** The source that stands for the database whose address is in the environment or in a file. */
const POSTGRES = 'postgres';

async function requireFile(path: string, shown: string): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new CliError('usage', `${shown} cannot be read`, { cause });
  });
  if (!found.isFile()) throw new CliError('usage', `${shown} is no file`);
}

async function readAddress({ cwd, env }: CliContext, file: string | undefined): Promise<string> {
  if (file !== undefined)
    return readFile(resolve(cwd, file), 'utf8').then(
      (text) => text.trim(),
      (cause: unknown) => {
        throw new CliError('usage', `${file} cannot be read`, { cause });
      },
    );
  if (env.migrateDatabase !== undefined) return env.migrateDatabase;
  throw new CliError('usage', 'The address of the database is missing', {
    code: 'no-address',
    tryInstead: 'Put it into TL_MIGRATE_DATABASE, or into a file for --database-file.',
  });
}

/** Opens the table of the older system, for reading only. */
export async function openSource(context: CliContext, shown: string, options: SourceOptions): Promise<Source> {
  const { cwd } = context;
  if (shown === POSTGRES) return readPostgres(await readAddress(context, options.databaseFile), options.table);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(shown))
    throw new CliError('usage', 'An address may contain a password, and other users can read arguments', {
      code: 'address-as-argument',
      tryInstead: 'Put it into TL_MIGRATE_DATABASE, or into a file for --database-file, and name the source `postgres`.',
    });
  const format = options.format ?? BY_EXTENSION[extname(shown).toLowerCase()];
  if (format === undefined)
    throw new CliError('usage', `${shown} has no known extension`, {
      tryInstead: `Name its format: --format ${FORMATS.join('|')}`,
    });
  const path = resolve(cwd, shown);
  await requireFile(path, shown);
  if (format === 'sqlite') return readSqlite(path, shown, options.table);
  return format === 'csv' ? readCsv(path, shown) : readNdjson(path);
}
