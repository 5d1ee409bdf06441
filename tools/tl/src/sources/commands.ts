import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { parseWholeNumber } from '../options.js';
import { ResourceCommands } from '../resources/resource-commands.js';
import { parseSetting } from '../outputs/read-settings.js';
import type { SourceOptions } from './source-options.js';
import { sources } from './source-resource.js';
import { createSource, editSource, listSourceTypes, pauseSource, resumeSource, type EditSourceOptions } from './sources.js';
import { showSyncs, syncSource, type SyncOptions } from './syncs.js';
import { testSource, type TestSourceOptions } from './test-source.js';

type AddOptions = (command: Command) => Command;

/** The API counts syncs in minutes, up to a month. */
const MAX_MINUTES = 44_640;

const addSettings = (command: Command): Command =>
  command
    .option('--set <key=value>', 'a setting of its type; can be repeated', parseSetting)
    .option('--credential <credential>', 'number or name of the credential that it uses');

const addContent = (command: Command): Command =>
  addSettings(command)
    .option('--template <template>', 'number or name of the template that new items are bound to')
    .option('--every <minutes>', 'sync it regularly', parseWholeNumber(1, MAX_MINUTES))
    .option('--documents', 'it brings documents')
    .option('--run', 'start a run of each new item; the default for documents')
    .option('--no-run', 'start no runs; the default for recordings');

/** Adds the commands for sources, which bring new items by themselves. */
export function addSources(program: Command, context: CliContext, common: AddOptions): void {
  const about = 'manage sources, which bring new recordings and documents';
  const commands = new ResourceCommands(program, context, sources, { about, common });

  commands.list('list your sources, with what the last sync has found', (...line) => sources.list(...line));
  commands
    .other('types', 'list the types of sources, with their settings')
    .action((options: CommonOptions) => listSourceTypes(context, options));
  commands.show('show a source and its last sync');
  addContent(commands.other('create', 'set up a source').argument('<name>'))
    .requiredOption('--type <type>', 'type of the source; `tl source types` lists them')
    .action((name: string, options: SourceOptions & { readonly type: string }) => createSource(context, name, options));
  addContent(commands.one('edit', 'change the given settings only; --set KEY= removes a setting'))
    .option('--name <name>', 'new name')
    .option('--recordings', 'it brings recordings')
    .option('--no-credential', 'remove the credential')
    .option('--no-template', 'bind new items to no template')
    .option('--no-every', 'sync it only on request and by jobs')
    .action((which: string, options: EditSourceOptions) => editSource(context, which, options));
  addSettings(
    commands
      .other('test', 'connect as a sync does, and report each check; saves nothing')
      .argument('[source]', 'name or number of the source; with --set, its settings are tested with these changes'),
  )
    .option('--type <type>', 'test settings of this type that are not saved')
    .action((which: string | undefined, options: TestSourceOptions) => testSource(context, which, options));
  commands
    .one('sync', 'look for new items now')
    .option('--dry-run', 'show what it would bring')
    .option('--from <date>', 'only items from this day or time on')
    .option('--to <date>', 'only items until this day or time')
    .action((which: string, options: SyncOptions) => syncSource(context, which, options));
  commands
    .one('syncs', 'list the last syncs of a source, or show what one has found')
    .argument('[sync]', 'id of a sync')
    .action((which: string, sync: string | undefined, options: CommonOptions) => showSyncs(context, { which, sync }, options));
  commands.act('pause', 'pause a source', pauseSource);
  commands.act('resume', 'resume a source', resumeSource);
  commands.delete('delete a source; its items stay', 'remove it from the conditions of templates');
}
