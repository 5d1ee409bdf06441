import { Option, type Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import { showLog, type LogOptions } from './log.js';

/** Adds the command that shows who changed users, rights and settings. */
export function addAdministrationLog(
  program: Command,
  context: CliContext,
  common: (command: Command) => Command,
  whole: (min: number, max: number) => (text: string) => number,
): void {
  common(
    program
      .command('log')
      .description('show who changed users, rights and settings: of the server [administrators], or of a library that you own'),
  )
    .addOption(new Option('--library [library]', 'only changes in this library: a name or an id (default: that of the token)'))
    .addOption(new Option('--actor <name>', 'only changes by this user'))
    .addOption(new Option('--kind <kind>', 'only this kind, e.g. user.created, or a category, e.g. user, token, output'))
    .addOption(new Option('--subject <name>', 'only changes of this user, token, output, …: a name or an id'))
    .addOption(new Option('--from <day>', 'only changes since this day or time'))
    .addOption(new Option('--until <day>', 'only changes until this day or time'))
    .option('--limit <count>', 'maximum number of entries', whole(1, 100_000), 50)
    .action((options: LogOptions) => showLog(context, options));
}
