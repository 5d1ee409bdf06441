import { Option, type Command } from 'commander';
import { DOCUMENTS, kindOf, type CliContext } from '../commands/context.js';
import {
  addCommonOptions,
  addDocumentOptions,
  addOverrideOptions,
  collectNames,
  parseDuration,
  parseInstant,
  parseWholeNumber,
  transcriptOption,
} from '../options.js';
import {
  bulk,
  execute,
  listItems,
  listBulk,
  stopBulk,
  watchBulk,
  type BulkOptions,
  type ItemsOptions,
  type RequestedAction,
} from './bulk.js';

const DESCRIPTIONS: Readonly<Record<RequestedAction, string>> = {
  run: 'run',
  pause: 'pause the runs of',
  cancel: 'stop the runs of',
  reset: 'reset',
  publish: 'publish what waits for a review of',
  bind: 'bind a template to',
  unbind: 'unbind the templates of',
  tag: 'add tags to, or remove tags from',
  transfer: 'move',
  delete: 'delete',
  restore: 'undo the deletion of',
};

const addFilters = (command: Command, isAboutDocuments: boolean): Command => {
  command
    .option('--state <state>', 'items in this state, as `tl ls --all` has it')
    .option('--status <list>', 'items with these statuses')
    .option('--q <text>', isAboutDocuments ? 'part of the title, or words in the document' : 'part of the title')
    .option('--from <day>', 'registered on or after this day')
    .option('--to <day>', 'registered before the end of this day')
    .option('--failed', 'failed items')
    .option('--paused', 'paused items')
    .option('--waiting', 'waiting items')
    .option('--to-review', 'items that wait for a review')
    .option('--stopped', 'items whose newest run a person stopped, and that no output has')
    .option('--tag <tag>', 'items with this tag, in any case')
    .option('--partial', 'partly delivered items')
    .option('--unconfirmed', 'items with an unconfirmed delivery')
    .option('--follow-ups-failed', 'items with a failed follow-up of a delivery');
  return isAboutDocuments
    ? command.option('--unsure', 'documents with values to check')
    : command.option('--drafts', 'items with a transcript of draft quality').addOption(transcriptOption());
};

const addReason = (command: Command): Command => command.option('--reason <text>', 'reason, shown to users');
const addPause = (command: Command): Command =>
  addReason(command)
    .addOption(
      new Option('--for <duration>', 'resume automatically after 90s, 30m, 2h or 1d').argParser(parseDuration).conflicts('until'),
    )
    .addOption(new Option('--until <time>', 'resume automatically at this time').argParser(parseInstant));

/** Adds `tl bulk`, the commands for many items. */
export function addBulk(program: Command, context: CliContext): void {
  const { things } = kindOf(context);
  const isAboutDocuments = kindOf(context) === DOCUMENTS;
  const group = program.command('bulk').description(`send one command to many ${things}, after a preview`);
  const settings: Readonly<Record<RequestedAction, (command: Command) => Command>> = {
    run: isAboutDocuments ? addDocumentOptions : addOverrideOptions,
    pause: addPause,
    cancel: addReason,
    reset: (command) => command,
    publish: (command) => command.option('--output <name>', 'only this output; can be repeated', collectNames),
    bind: (command) =>
      command
        .requiredOption('--template <id>', 'the template to bind', parseWholeNumber(1, Number.MAX_SAFE_INTEGER))
        .option('--reset-preferences', 'also remove the preferences of the items, which rank above the template'),
    unbind: (command) => command,
    tag: (command) =>
      command
        .option('--add <tag>', 'add this tag; can be repeated', collectNames)
        .option('--remove <tag>', 'remove this tag; can be repeated', collectNames),
    transfer: (command) => command.requiredOption('--library <id>', 'the library that gets the items: its id'),
    delete: (command) => command,
    restore: (command) => command,
  };
  for (const action of Object.keys(DESCRIPTIONS) as RequestedAction[])
    settings[action](
      addFilters(
        addCommonOptions(
          group
            .command(action)
            .argument('[ids...]', 'ids; otherwise filters')
            .description(`${DESCRIPTIONS[action]} many ${things}`),
        ),
        isAboutDocuments,
      ),
    )
      .option('--dry-run', 'show the preview, change nothing')
      .option('--yes', 'execute the preview without asking')
      .action((ids: readonly string[], options: BulkOptions) => bulk(context, action, ids, options));
  if (isAboutDocuments) return;
  const bulkCommand = (name: string, description: string): Command =>
    addCommonOptions(group.command(name).argument('<id>', 'id of the bulk command').description(description));
  addCommonOptions(group.command('ls').description('list the executed bulk commands, newest first')).action(
    (options: Parameters<typeof listBulk>[1]) => listBulk(context, options),
  );
  bulkCommand('execute', 'execute a preview').action((id: string, options: Parameters<typeof execute>[2]) =>
    execute(context, id, options),
  );
  bulkCommand('watch', 'follow a bulk command until it has ended, or a preview until it is complete').action(
    (id: string, options: Parameters<typeof watchBulk>[2]) => watchBulk(context, id, options),
  );
  bulkCommand('stop', 'stop a bulk command; finished items stay as they are').action(
    (id: string, options: Parameters<typeof stopBulk>[2]) => stopBulk(context, id, options),
  );
  bulkCommand('items', 'list the verdicts and results of a bulk command')
    .option('--verdict <verdict>', 'only these: change, skip, refuse or error')
    .option('--outcome <outcome>', 'only these: changed, skipped, refused, error or left_out')
    .option('--limit <count>', 'maximum number of lines', parseWholeNumber(1, 100_000), 200)
    .action((id: string, options: ItemsOptions) => listItems(context, id, options));
}
