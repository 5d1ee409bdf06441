import { Argument, Command } from 'commander';
import { addDocumentCommands, addItemCommands, addRecordingCommands } from './item-commands/index.js';
import { asOf } from './commands/as-of.js';
import { DOCUMENTS, kindOf, type CliContext } from './commands/context.js';
import { get } from './commands/get.js';
import { push } from './commands/push.js';
import { events } from './commands/events.js';
import { listAll } from './commands/list-all.js';
import { list, status, type ListOptions } from './commands/recordings.js';
import { addTokens } from './people/token-commands.js';
import { transcript } from './commands/transcript.js';
import { watch } from './commands/watch.js';
import { why } from './commands/why.js';
import { workers } from './commands/workers.js';
import { addBulk } from './bulk/commands.js';
import { addChannels } from './channels/commands.js';
import { SHELLS } from './completion/script.js';
import { addCredentials } from './credentials/commands.js';
import { addDefaults } from './defaults/commands.js';
import { addExternalEvents } from './external-events/commands.js';
import { addFold } from './fold/commands.js';
import { addExport, addImport } from './item-archives/commands.js';
import { addJobs } from './jobs/commands.js';
import { addLibraries } from './libraries/commands.js';
import { addMigrate } from './migrate/commands.js';
import { addMirror } from './mirror/commands.js';
import { addAdministrationLog } from './administration-log/commands.js';
import { addAccount } from './account/commands.js';
import { addMyData } from './my-data/commands.js';
import { addDocumentRules } from './document-rules/commands.js';
import { addDuplicates } from './duplicates/commands.js';
import { addActivity } from './activity/commands.js';
import { addSearch } from './search/commands.js';
import { addNotices } from './notices/commands.js';
import { addOperator } from './operator/commands.js';
import { addOutputs } from './outputs/commands.js';
import { addPasskeys } from './passkeys/commands.js';
import { addPeople } from './people/commands.js';
import { addQuarantine } from './quarantine/commands.js';
import { addSources } from './sources/commands.js';
import { addTemplates } from './templates/commands.js';
import { addNotes } from './sessions/notes.js';
import { listSessions } from './sessions/list-sessions.js';
import { ID, addCommonOptions, addOverrideOptions, addTemplateOptions, parseWholeNumber, transcriptOption } from './options.js';
import { addQuotas } from './quotas/commands.js';
import { addVocabulary } from './vocabulary/commands.js';
import { addEmbeds } from './sharing/embed-commands.js';
import { addFeeds } from './sharing/feed-commands.js';
import { addWebhooks } from './webhooks/commands.js';

/** A spec compares it with package.json. */
const VERSION = '0.1.0';

function addFilters(command: Command, isAboutDocuments: boolean): Command {
  command
    .option('--status <list>', `only with these statuses, e.g. ${isAboutDocuments ? 'processing,completed' : 'PROCESSING,READY'}`)
    .option('--q <text>', isAboutDocuments ? 'part of the title, or words in the document' : 'part of the title')
    .option('--failed', 'only failed ones')
    .option('--paused', 'only paused ones')
    .option('--waiting', 'only waiting ones')
    .option('--to-review', 'only ones that wait for a review')
    .option('--stopped', 'only items whose newest run a person stopped, and that no output has')
    .option('--tag <tag>', 'only ones with this tag, in any case')
    .option('--deleted', 'only deleted ones');
  if (isAboutDocuments) return command;
  // Document lists do not have these filters.
  return command
    .option('--partial', 'only partly delivered ones')
    .option('--unconfirmed', 'only ones with an unconfirmed delivery')
    .option('--follow-ups-failed', 'only ones with a failed follow-up of a delivery')
    .option('--drafts', 'only ones with a transcript of draft quality')
    .addOption(transcriptOption());
}

const listItems = (context: CliContext, options: ListOptions & { readonly all?: boolean }): Promise<void> =>
  options.all === true ? listAll(context, options) : list(context, options);

const addViews = (program: Command, context: CliContext): void => {
  const { thing, things, command: words } = kindOf(context);
  const isAboutDocuments = kindOf(context) === DOCUMENTS;
  const readable = isAboutDocuments ? thing : `${thing} or session`;
  const ls = addCommonOptions(program.command('ls').description(`list ${things}, newest first`))
    .option('--sort <column>', 'created_at, updated_at, title or status; a leading - reverses the order')
    .option('--limit <count>', 'maximum number of lines', parseWholeNumber(1, 100_000), 50);
  ls.option(
    '--state <state>',
    'only in this state: attention, in_progress, queued, waiting, ready, no_transcript, draft, partial, failed …',
  );
  if (!isAboutDocuments)
    ls.option('--all', 'recordings, documents and sessions together; only with --state, --q, --tag, --sort and --limit');
  addFilters(ls, isAboutDocuments).action((options: ListOptions & { readonly all?: boolean }) => listItems(context, options));
  addExport(program, context, { common: addCommonOptions, filters: addFilters });
  addCommonOptions(program.command('status').argument('<id>', ID).description(`show the status and files of a ${thing}`))
    .option('--settings', 'also list the settings of the newest run, each with the layer that decided it')
    .action((id: string, options: Parameters<typeof status>[2]) => status(context, id, options));
  addCommonOptions(
    program
      .command('get')
      .argument('[id]', ID)
      .argument(
        '[name...]',
        `name of the file, e.g. ${isAboutDocuments ? 'text.txt' : 'subtitles.srt'}; \`${words} status\` lists them. With --all: further ids`,
      )
      .description(`download a file of a ${thing}, or all of them`),
  )
    .option('--all', `all files, as one ZIP archive with a folder for each of several ${things}`)
    .option('--texts', 'as --all, without media and originals')
    .option('--state <state>', `with --all, without ids: ${things} in this state, for example ready`)
    .option('--q <words>', `with --all, without ids: ${things} with these words in the title`)
    .option('--tag <tag>', `with --all, without ids: ${things} with this tag`)
    .option('-o, --output <file>', 'target file (default: stdout)')
    .action((id: string | undefined, names: readonly string[], options: Parameters<typeof get>[2]) =>
      get(context, id === undefined ? [] : [id, ...names], options),
    );
  addCommonOptions(
    program
      .command('why')
      .argument('<id>', ID)
      .description(`explain the status of a ${readable}, what delays it, and what you can do`),
  ).action((id: string, options: Parameters<typeof why>[2]) => why(context, id, options));
  addCommonOptions(
    program
      .command('watch')
      .argument('<id>', ID)
      .description('print events as they happen, until the run has ended or needs an action'),
  ).action((id: string, options: Parameters<typeof watch>[2]) => watch(context, id, options));
  addCommonOptions(
    program
      .command('as-of')
      .argument('<id>', ID)
      .argument('<time>', "2026-02-05T18:00, '2h ago', or a position in the log")
      .description(`show a ${thing} as it was at an earlier time`),
  ).action((id: string, when: string, options: Parameters<typeof asOf>[3]) => asOf(context, id, when, options));
  addCommonOptions(program.command('events').argument('<id>', ID).description(`list the events of a ${readable}`))
    .option('--after <event>', 'only events after this one')
    .action((id: string, options: Parameters<typeof events>[2]) => events(context, id, options));
};

const addDocuments = (program: Command, context: CliContext): void => {
  const documents = program.command('documents').description('list, inspect and control documents; `tl push` adds them');
  const ofDocuments = { ...context, kind: DOCUMENTS };
  addViews(documents, ofDocuments);
  addItemCommands(documents, ofDocuments);
  addDocumentCommands(documents, ofDocuments);
  addDuplicates(documents, context, { kind: 'document', common: addCommonOptions, whole: parseWholeNumber });
  addDocumentRules(documents, ofDocuments, addCommonOptions);
  addBulk(documents, ofDocuments);
};

const addRecordings = (program: Command, context: CliContext): void => {
  addOverrideOptions(
    addCommonOptions(
      program
        .command('push')
        .argument('<file>', 'recording or document: a file, or its address (https://…)')
        .description('register a recording or document'),
    ),
  )
    .option('--document', 'treat it as a document, whatever its file extension')
    .option('--title <text>', 'title (default: name of the file)')
    .option('--language <tag>', "spoken language: 'auto' or BCP 47")
    .option('--run', 'start a run')
    .option('--wait', 'start a run and wait until it has ended')
    .option('--allow-duplicate', 'register it even if its content is already registered')
    .option('--key <text>', 'Idempotency-Key: a second push with the same key returns the same item')
    .option('--no-resume', 'send the file as one request, which starts over after an interruption')
    .action((what: string, options: Parameters<typeof push>[2]) => push(context, what, options));
  addCommonOptions(program.command('transcript').argument('<id>', ID).description('print the transcript with its times'))
    .option('--of <version>', 'an earlier version')
    .option('--versions', 'list all versions')
    .option('--so-far', 'what is transcribed already, while the transcription runs')
    .action((id: string, options: Parameters<typeof transcript>[2]) => transcript(context, id, options));
};

const addLists = (program: Command, context: CliContext): void => {
  addCommonOptions(program.command('sessions').description('list sessions, newest first'))
    .option('--status <list>', 'only these, e.g. processing,failed')
    .option('--deleted', 'only deleted ones')
    .option('--limit <count>', 'maximum number of lines', parseWholeNumber(1, 100_000), 50)
    .action((options: Parameters<typeof listSessions>[1]) => listSessions(context, options));
  addCommonOptions(program.command('workers').description('list the workers [administrators]')).action(
    (options: Parameters<typeof workers>[1]) => workers(context, options),
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

/** Returns the command line as data. Nothing here writes or exits; `runCli` does. */
export function createProgram(context: CliContext): Command {
  const program = new Command('tl')
    .description('Manage recordings and documents. Data goes to stdout, progress to stderr.')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 usage, 3 refused by the server, 4 server unreachable, or no stack running.\n' +
        'With --json, the last line of stderr is an error as JSON: { "error": { message, code, try_instead, exit_code } }.\n' +
        'Server and token come from TL_URL and TL_TOKEN, or from the running stack (cli.json in TL_DATA_DIR, or in the\nnearest .throughline folder).',
    )
    .version(VERSION, '--version', 'print the version')
    .showHelpAfterError('(--help shows the usage)')
    .exitOverride();
  addRecordings(program, context);
  addViews(program, context);
  addItemCommands(program, context);
  addRecordingCommands(program, context);
  addBulk(program, context);
  addLists(program, context);
  addNotes(program, context);
  addDocuments(program, context);
  addTokens(program, context, addCommonOptions);
  addPeople(program, context, addCommonOptions);
  addPasskeys(program, context, addCommonOptions);
  addLibraries(program, context, addCommonOptions);
  addQuarantine(program, context, addCommonOptions);
  addCredentials(program, context, addCommonOptions);
  addVocabulary(program, context, addCommonOptions);
  addQuotas(program, context, addCommonOptions);
  addSearch(program, context, addCommonOptions, parseWholeNumber);
  addActivity(program, context, addCommonOptions, parseWholeNumber);
  addDuplicates(program, context, { kind: 'recording', common: addCommonOptions, whole: parseWholeNumber });
  addAdministrationLog(program, context, addCommonOptions, parseWholeNumber);
  addChannels(program, context, addCommonOptions);
  addMirror(program, context, addCommonOptions);
  addOutputs(program, context, addCommonOptions);
  addDefaults(program, context, { common: addCommonOptions, settings: addTemplateOptions });
  addTemplates(program, context, { common: addCommonOptions, settings: addTemplateOptions });
  addSources(program, context, addCommonOptions);
  addWebhooks(program, context, addCommonOptions);
  addFeeds(program, context, addCommonOptions);
  addEmbeds(program, context, addCommonOptions);
  addNotices(program, context, addCommonOptions);
  addMyData(program, context, addCommonOptions);
  addAccount(program, context, addCommonOptions);
  addJobs(program, context, addCommonOptions);
  addFold(program, context);
  addMigrate(program, context, addCommonOptions);
  addImport(program, context, addCommonOptions);
  addExternalEvents(program, context, addCommonOptions);
  addOperator(program, context, parseWholeNumber);
  addCompletion(program, context);
  return program;
}
