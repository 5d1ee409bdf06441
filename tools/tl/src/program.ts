import { Command, InvalidArgumentError } from 'commander';
import type { CliContext } from './commands/context.js';
import { get } from './commands/get.js';
import { push } from './commands/push.js';
import { events, list, run, status } from './commands/recordings.js';
import { createToken, listTokens, revokeToken } from './commands/tokens.js';
import { addOperator } from './operator/commands.js';

const whole =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`must be a whole number from ${String(min)} to ${String(max)}`);
    return value;
  };

const A_DAY_S = 86_400;

const common = (command: Command): Command =>
  command
    .option('--json', 'print data as JSON')
    .option('--patience <seconds>', 'how long to wait for a server that is away', whole(0, A_DAY_S), 60);

const addRecordings = (program: Command, context: CliContext): void => {
  common(program.command('push').argument('<file>', 'the recording').description('register a recording'))
    .option('--title <text>', 'its title; else the name of the file')
    .option('--language <tag>', "what is spoken: 'auto' or BCP 47")
    .option('--run', 'start its run')
    .option('--wait', 'start its run and wait until it has ended')
    .option('--allow-duplicate', 'register it even if you have this content already')
    .option('--key <text>', 'Idempotency-Key, to go on with a push of before')
    .action((file: string, options: Parameters<typeof push>[2]) => push(context, file, options));
  common(program.command('ls').description('list recordings, the newest first'))
    .option('--status <list>', 'only these, e.g. PROCESSING,READY')
    .option('--q <text>', 'part of the title')
    .option('--sort <column>', 'created_at, updated_at, title or status; - before it for the reverse')
    .option('--limit <count>', 'at most so many', whole(1, 100_000), 50)
    .action((options: Parameters<typeof list>[1]) => list(context, options));
  common(program.command('status').argument('<id>').description('where a recording is, and its files')).action(
    (id: string, options: Parameters<typeof status>[2]) => status(context, id, options),
  );
  common(
    program.command('get').argument('<id>').argument('<name>', 'e.g. transcript.srt').description('fetch a file of a recording'),
  )
    .option('-o, --output <file>', 'where to; else to stdout')
    .action((id: string, name: string, options: Parameters<typeof get>[3]) => get(context, id, name, options));
  common(program.command('run').argument('<id>').description('do what is left to do'))
    .option('--wait', 'wait until the run has ended')
    .action((id: string, options: Parameters<typeof run>[2]) => run(context, id, options));
  common(program.command('events').argument('<id>').description('what happened to a recording'))
    .option('--after <event>', 'only what came after this event')
    .action((id: string, options: Parameters<typeof events>[2]) => events(context, id, options));
};

const addTokens = (program: Command, context: CliContext): void => {
  const token = program.command('token').description('who may use the API');
  common(token.command('create').argument('<name>').description('make a token; it is shown once'))
    .option('--scopes <list>', 'read, write, admin; else read,write')
    .option('--days <count>', 'until it ends', whole(1, 3650))
    .action((name: string, options: Parameters<typeof createToken>[2]) => createToken(context, name, options));
  common(token.command('list').description('your tokens')).action((options: Parameters<typeof listTokens>[1]) =>
    listTokens(context, options),
  );
  common(token.command('revoke').argument('<id>').description('end a token')).action(
    (id: string, options: Parameters<typeof revokeToken>[2]) => revokeToken(context, id, options),
  );
};

/** The command line as data. Nothing here writes or exits; `runCli` does. */
export function programFor(context: CliContext): Command {
  const program = new Command('tl')
    .description('Recordings from the command line. stdout is data, stderr is progress.')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 usage, 3 refused by the server, 4 server unreachable, or no stack running.\n' +
        'The server and token are those of the running stack (.throughline/cli.json, looked for upwards),\nor of TL_URL and TL_TOKEN.',
    )
    .showHelpAfterError('(with --help: what it takes)')
    .exitOverride();
  addRecordings(program, context);
  addTokens(program, context);
  addOperator(program, context, whole);
  return program;
}
