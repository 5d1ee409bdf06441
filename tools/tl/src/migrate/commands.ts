import { InvalidArgumentError, Option, type Command } from 'commander';
import { isTargetName } from '@throughline/domain';
import type { CliContext } from '../commands/context.js';
import { collectNames, parseWholeNumber } from '../options.js';
import { collectFileMapping } from './file-mapping.js';
import type { MigrationOptions } from './migrate.js';
import { FORMATS } from './open-source.js';

type AddCommonOptions = (command: Command) => Command;

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/;
const MAX_FILES = 100_000_000;

function parseName(text: string): string {
  if (NAME.test(text)) return text;
  throw new InvalidArgumentError('must be up to 60 letters, digits, dots, hyphens and underscores');
}

function collectMapping(text: string, before: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const [, old, name] = /^(.+)=([^=]+)$/s.exec(text) ?? [];
  if (old === undefined || name === undefined || !isTargetName(name))
    throw new InvalidArgumentError(
      'must be OLD=NEW, where NEW is a step (check_text, upload_to_s3), a status (success), or `none` for a step that is only kept',
    );
  return new Map([...before, [old, name]]);
}

const addOptions = (command: Command, addCommon: AddCommonOptions): Command =>
  addCommon(command)
    .addOption(new Option('--format <format>', 'format of the file (default: by its extension)').choices(FORMATS))
    .option('--table <name>', 'name of the table of the rows', parseName, 'processing_logs')
    .option('--database-file <file>', 'file with the address of the database, for `postgres` (default: TL_MIGRATE_DATABASE)')
    .option('--system <name>', 'name of the older system, if several are migrated into one library', parseName, 'default')
    .option('--library <library>', 'library of the items: its name or id (default: the one of the token)')
    .option('--map <old=new>', 'map an old step or status; can be repeated', collectMapping)
    .option('--only <file>', 'only the file with this id; can be repeated', collectNames)
    .option('--limit <count>', 'at most this many files, e.g. for a first try', parseWholeNumber(1, MAX_FILES))
    .option(
      '--files <old=folder>',
      'copy the files below this path of the older system from a folder; can be repeated',
      collectFileMapping,
    )
    .option(
      '--leave <old=folder>',
      'leave the files below this path in a folder of the server (TL_SOURCE_FOLDERS); can be repeated',
      collectFileMapping,
    )
    .option('--skip-unreadable', 'accept that lines without a known file are lost');

const SOURCE =
  'file of processing_logs: .csv with a line of names, .ndjson with one object in each line, or .db of SQLite; or `postgres`';

/** Adds `tl migrate`. Its parts are loaded when they are used. */
export function addMigrate(program: Command, context: CliContext, addCommon: AddCommonOptions): void {
  const command = program
    .command('migrate')
    .description('bring the processing log of an older system here, each file as a document with its history [administrators]');
  addOptions(command.argument('<source>', SOURCE), addCommon)
    .option('--dry-run', 'show what would be written and what cannot be understood, for each file')
    .addHelpText(
      'after',
      '\nThe source is only read. A repeated command writes only what is missing, so it continues after an interruption.\n' +
        'With --json, each file is one JSON object in a line, and the last line is the summary.',
    )
    .action(async (source: string, options: MigrationOptions) => {
      const { migrate } = await import('./migrate.js');
      await migrate(context, source, options);
    });
  addOptions(command.command('verify').argument('<source>', SOURCE), addCommon)
    .description('compare the log and the steps of each file with its document; exit code 1 if any differs [administrators]')
    .action(async (source: string, _own: unknown, self: Command) => {
      // Both commands have these options, and Commander gives those of the line to the outer one.
      const options = self.optsWithGlobals<MigrationOptions>();
      const { verify } = await import('./verify.js');
      await verify(context, source, options);
    });
}
