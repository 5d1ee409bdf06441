import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { asOf } from './commands/as-of.js';
import { DOCUMENTS, kindOf, type CliContext } from './commands/context.js';
import { get } from './commands/get.js';
import { push } from './commands/push.js';
import { cancel, deliver, pause, redeliver, reset, retry, settle, skip, unstick } from './commands/control.js';
import { events } from './commands/events.js';
import { plan } from './commands/plan.js';
import { erase, remove, restore } from './commands/life.js';
import { list, run, status } from './commands/recordings.js';
import { createToken, listTokens, revokeToken } from './commands/tokens.js';
import { correct, transcript } from './commands/transcript.js';
import { watch } from './commands/watch.js';
import { why } from './commands/why.js';
import { workers } from './commands/workers.js';
import { addChannels } from './channels/commands.js';
import { SHELLS } from './completion/script.js';
import { addCredentials } from './credentials/commands.js';
import { addMirror } from './mirror/commands.js';
import { addOperator } from './operator/commands.js';
import { addPeople } from './people/commands.js';
import { addQuarantine } from './quarantine/commands.js';
import { listSessions } from './sessions/list-sessions.js';
import { STAGES } from './commands/overrides.js';
import { VERSION } from './version.js';
import { durationMs, instantOf } from './settings/duration.js';

const whole =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`must be a whole number from ${String(min)} to ${String(max)}`);
    return value;
  };

const duration = (text: string): number => {
  const ms = durationMs(text);
  if (ms === undefined) throw new InvalidArgumentError('must be a number with a unit: 90s, 30m, 2h, 1d');
  return ms;
};
const instant = (text: string): string => {
  const time = instantOf(text);
  if (time === undefined)
    throw new InvalidArgumentError('must be a date or time: 05/02/2026, 2026-02-05T18:00, by this clock, or with Z or +01:00');
  return time;
};

const named = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
const stage = (text: string, before: readonly string[] = []): readonly string[] => {
  if (STAGES.includes(text.toUpperCase())) return [...before, text];
  throw new InvalidArgumentError(`must be one of ${STAGES.join(', ')}`);
};

const A_DAY_S = 86_400;
const ID = 'its id, or the first eight or more characters where no other begins so';

const common = (command: Command): Command =>
  command
    .option('--json', 'print data as JSON')
    .option(
      '--patience <seconds>',
      'how long to wait for a server that is away; else 5 s, and 60 s once it has answered',
      whole(0, A_DAY_S),
    );

/** Settings of the run. Options that take one value each: one that took several would swallow the id. */
const configuring = (command: Command): Command =>
  command
    .option('--output <name>', 'deliver to this output alone; may be given again', named)
    .option('--config <file>', 'JSON with processing_config and output_config, as a request has them');

/** The same, with the stages of recordings, which documents do not have. */
const overriding = (command: Command): Command =>
  configuring(command).option('--disable <stage>', `do without this stage (${STAGES.join(', ')}); may be given again`, stage);

const itemsOf =
  (program: Command) =>
  (name: string, description: string): Command =>
    common(program.command(name).argument('<id>', ID).description(description));

/** What can be seen of items of every kind. */
const addViews = (program: Command, context: CliContext): void => {
  const { thing, things, command: words } = kindOf(context);
  const isAboutDocuments = kindOf(context) === DOCUMENTS;
  const ls = common(program.command('ls').description(`list ${things}, the newest first`))
    .option('--status <list>', `only these, e.g. ${isAboutDocuments ? 'processing,completed' : 'PROCESSING,READY'}`)
    .option('--q <text>', isAboutDocuments ? 'part of the title, or words in the document' : 'part of the title')
    .option('--sort <column>', 'created_at, updated_at, title or status; - before it for the reverse')
    .option('--limit <count>', 'at most so many', whole(1, 100_000), 50)
    .option('--failed', 'only failed ones')
    .option('--paused', 'only paused ones')
    .option('--waiting', 'only those that wait for something')
    .option('--deleted', 'only deleted ones')
    .action((options: Parameters<typeof list>[1]) => list(context, options));
  // Lists of documents have no such filters.
  if (!isAboutDocuments)
    ls.option('--partial', 'only those that some outputs have and others do not').option(
      '--unconfirmed',
      'only those with a delivery of which nobody knows whether it has arrived',
    );
  common(program.command('status').argument('<id>', ID).description(`how a ${thing} stands, and its files`)).action(
    (id: string, options: Parameters<typeof status>[2]) => status(context, id, options),
  );
  common(
    program
      .command('get')
      .argument('<id>', ID)
      .argument('<name>', `e.g. ${isAboutDocuments ? 'text.txt' : 'subtitles.srt'}; \`${words} status\` lists them`)
      .description(`fetch a file of a ${thing}`),
  )
    .option('-o, --output <file>', 'where to; else to stdout')
    .action((id: string, name: string, options: Parameters<typeof get>[3]) => get(context, id, name, options));
  common(
    program.command('why').argument('<id>', ID).description('why it is where it is, what holds it up, and what can be done'),
  ).action((id: string, options: Parameters<typeof why>[2]) => why(context, id, options));
  common(program.command('watch').argument('<id>', ID).description('every event as it comes, until its run has ended')).action(
    (id: string, options: Parameters<typeof watch>[2]) => watch(context, id, options),
  );
  common(
    program
      .command('as-of')
      .argument('<id>', ID)
      .argument('<time>', "2026-02-05T18:00, '2h ago', or a position")
      .description(`how a ${thing} was then`),
  ).action((id: string, when: string, options: Parameters<typeof asOf>[3]) => asOf(context, id, when, options));
  common(program.command('events').argument('<id>', ID).description(`what happened to a ${thing}`))
    .option('--after <event>', 'only what came after this event')
    .action((id: string, options: Parameters<typeof events>[2]) => events(context, id, options));
};

/** What can be asked of items of every kind. */
const addActions = (program: Command, context: CliContext): void => {
  const item = itemsOf(program);
  const { command: words } = kindOf(context);
  const isAboutDocuments = kindOf(context) === DOCUMENTS;
  const withSettings = isAboutDocuments ? configuring : overriding;
  withSettings(item('run', 'do what is left to do; a paused run goes on'))
    .option('--wait', 'wait until the run has ended')
    .action((id: string, options: Parameters<typeof run>[2]) => run(context, id, options));
  withSettings(item('plan', `what \`${words} run\` would do now; changes nothing`)).action(
    (id: string, options: Parameters<typeof plan>[2]) => plan(context, id, options),
  );
  item('pause', 'let what is at work finish, and start nothing new')
    .option('--reason <text>', 'for people')
    .addOption(new Option('--for <duration>', 'go on by itself after 90s, 30m, 2h, 1d').argParser(duration).conflicts('until'))
    .addOption(new Option('--until <time>', 'go on by itself then').argParser(instant))
    .action((id: string, options: Parameters<typeof pause>[2]) => pause(context, id, options));
  item('cancel', 'stop its run; what is done is kept')
    .option('--reason <text>', 'for people')
    .action((id: string, options: Parameters<typeof cancel>[2]) => cancel(context, id, options));
  item('reset', 'stop its run and put it back to its start').action((id: string, options: Parameters<typeof reset>[2]) =>
    reset(context, id, options),
  );
  item('unstick', 'take it away from whoever holds it, dead or asleep')
    .addOption(new Option('--then <what>', 'what becomes of the steps').choices(['retry', 'fail']).default('retry'))
    .option('--step <step>', `this step alone, e.g. ${isAboutDocuments ? 'extract_text' : 'TRANSCRIBE'}`)
    .action((id: string, options: Parameters<typeof unstick>[2]) => unstick(context, id, options));
  item('skip', 'do without a stage')
    .argument('<stage>', `e.g. ${isAboutDocuments ? 'extract_metadata_with_gpt' : 'EXTRACT_TOPICS'}`)
    .action((id: string, stage: string, options: Parameters<typeof skip>[3]) => skip(context, id, stage, options));
  item('settle', 'say whether an unconfirmed delivery has arrived')
    .argument('<output>', 'its name, e.g. library')
    .addOption(
      new Option('--delivered <yes|no>', 'what you have found at the destination').choices(['yes', 'no']).makeOptionMandatory(),
    )
    .action((id: string, output: string, options: Parameters<typeof settle>[3]) => settle(context, id, output, options));
  item('delete', 'delete it; it can be restored for a while').action((id: string, options: Parameters<typeof remove>[2]) =>
    remove(context, id, options),
  );
  item('restore', 'take a deletion back').action((id: string, options: Parameters<typeof restore>[2]) =>
    restore(context, id, options),
  );
  item('erase', 'give its files and every word about it up for good; nothing brings them back')
    .addOption(new Option('--yes', 'this is meant').makeOptionMandatory())
    .action((id: string, options: Parameters<typeof erase>[2]) => erase(context, id, options));
  item('deliver', 'deliver to further outputs, also after its run has begun')
    .argument('<outputs>', 'their names, with commas between, e.g. library,archive')
    .action((id: string, outputs: string, options: Parameters<typeof deliver>[3]) => deliver(context, id, outputs, options));
};

const addDocuments = (program: Command, context: CliContext): void => {
  const documents = program
    .command('documents')
    .description('list documents, look at one, and act on it; `tl push` takes them in');
  const ofDocuments = { ...context, kind: DOCUMENTS };
  addViews(documents, ofDocuments);
  addActions(documents, ofDocuments);
};

const addRecordings = (program: Command, context: CliContext): void => {
  overriding(
    common(
      program
        .command('push')
        .argument('<file>', 'the recording or document: a file, or the address (https://…) of one')
        .description('register a recording, or take in a document'),
    ),
  )
    .option('--document', 'it is a document, whatever its name says')
    .option('--title <text>', 'its title; else the name of the file')
    .option('--language <tag>', "what is spoken: 'auto' or BCP 47")
    .option('--run', 'start its run')
    .option('--wait', 'start its run and wait until it has ended')
    .option('--allow-duplicate', 'register it even if you have this content already')
    .option('--key <text>', 'Idempotency-Key: pushed again under the same one, it is the same recording')
    .option('--no-resume', 'send a file as one request, which begins again when it is broken off')
    .action((what: string, options: Parameters<typeof push>[2]) => push(context, what, options));
  common(program.command('transcript').argument('<id>', ID).description('what was said, with its times'))
    .option('--of <version>', 'an earlier one')
    .option('--versions', 'every version that there ever was')
    .action((id: string, options: Parameters<typeof transcript>[2]) => transcript(context, id, options));
};

const addControl = (program: Command, context: CliContext): void => {
  const item = itemsOf(program);
  item('retry', 'do a failed follow-up of an output again, and nothing else')
    .argument('<follow-up>', 'output and name, e.g. library/thumbnail')
    .action((id: string, followUp: string, options: Parameters<typeof retry>[3]) => retry(context, id, followUp, options));
  item('redeliver', 'give an output the newest version')
    .argument('<output>', 'its name, e.g. library')
    .action((id: string, output: string, options: Parameters<typeof redeliver>[3]) => redeliver(context, id, output, options));
  item('correct', 'save a corrected transcript as a new version')
    .argument('<file>', 'what `tl transcript ID --json` has printed, with other words in its `segments`')
    .action((id: string, file: string, options: Parameters<typeof correct>[3]) => correct(context, id, file, options));
  common(program.command('sessions').description('list sessions, the newest first'))
    .option('--status <list>', 'only these, e.g. processing,failed')
    .option('--deleted', 'only deleted ones')
    .option('--limit <count>', 'at most so many', whole(1, 100_000), 50)
    .action((options: Parameters<typeof listSessions>[1]) => listSessions(context, options));
  common(program.command('workers').description('who is there to do the work [administrators]')).action(
    (options: Parameters<typeof workers>[1]) => workers(context, options),
  );
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

const addCompletion = (program: Command, context: CliContext): void => {
  program
    .command('completion')
    .addArgument(new Argument('<shell>').choices(Object.keys(SHELLS)))
    .description('print a script that completes commands and options [this machine]')
    .addHelpText(
      'after',
      '\nbash: source <(tl completion bash), also in ~/.bashrc. zsh: source <(tl completion zsh), also in ~/.zshrc.',
    )
    .action((shell: string) => context.terminal.data(SHELLS[shell]?.(program) ?? ''));
};

/** The command line as data. Nothing here writes or exits; `runCli` does. */
export function programFor(context: CliContext): Command {
  const program = new Command('tl')
    .description('Recordings from the command line. stdout is data, stderr is progress.')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 usage, 3 refused by the server, 4 server unreachable, or no stack running.\n' +
        'With --json an error is one line of JSON, the last of stderr: { "error": { message, code, try_instead, exit_code } }.\n' +
        'The server and token are those of the running stack (cli.json in TL_DATA_DIR, or in .throughline, looked for\nupwards), or of TL_URL and TL_TOKEN.',
    )
    .version(VERSION, '--version', 'its version')
    .showHelpAfterError('(with --help: what it takes)')
    .exitOverride();
  addRecordings(program, context);
  addViews(program, context);
  addActions(program, context);
  addControl(program, context);
  addDocuments(program, context);
  addTokens(program, context);
  addPeople(program, context, common);
  addQuarantine(program, context, common);
  addCredentials(program, context, common);
  addChannels(program, context, common);
  addMirror(program, context, common);
  addOperator(program, context, whole);
  addCompletion(program, context);
  return program;
}
