import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { collectNames, parseWholeNumber } from '../options.js';
import {
  createSource,
  deleteSource,
  editSource,
  listSources,
  listSourceTypes,
  pauseSource,
  resumeSource,
  showSource,
  syncSource,
  type DeleteSourceOptions,
  type SourceOptions,
  type SyncOptions,
} from './sources.js';

type AddOptions = (command: Command) => Command;
type Act = (context: CliContext, which: string, options: CommonOptions) => Promise<void>;

/** The API counts syncs in minutes, up to a month. */
const MAX_MINUTES = 44_640;

const addContent = (command: Command): Command =>
  command
    .option('--set <name=value>', 'a setting of its type; repeat it', collectNames)
    .option('--credential <credential>', 'number or name of the credential that it uses')
    .option('--template <number>', 'template that new items are bound to', parseWholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--every <minutes>', 'sync it regularly', parseWholeNumber(1, MAX_MINUTES));

/** Adds the commands for sources, which bring new items by themselves. */
export function addSources(program: Command, context: CliContext, common: AddOptions): void {
  const source = program.command('source').description('manage sources, which bring new recordings and documents');
  const one = (name: string, description: string): Command =>
    common(source.command(name).argument('<source>', 'name or number of the source').description(description));
  const addAct = (name: string, description: string, act: Act): void => {
    one(name, description).action((which: string, options: CommonOptions) => act(context, which, options));
  };

  common(source.command('list').description('list your sources, with what the last sync has found')).action(
    (options: CommonOptions) => listSources(context, options),
  );
  common(source.command('types').description('list the types of sources, with their settings')).action((options: CommonOptions) =>
    listSourceTypes(context, options),
  );
  addAct('show', 'show a source and its last sync', showSource);
  addContent(common(source.command('create').argument('<name>').description('set up a source')))
    .requiredOption('--type <type>', 'type of the source; `tl source types` lists them')
    .option('--documents', 'it brings documents')
    .option('--run', 'start a run of each new item')
    .action((name: string, options: SourceOptions & { readonly type: string }) => createSource(context, name, options));
  addContent(one('edit', 'change the given settings only'))
    .option('--run', 'start a run of each new item')
    .option('--no-run', 'start no runs')
    .action((which: string, options: SourceOptions) => editSource(context, which, options));
  one('sync', 'look for new items now')
    .option('--dry-run', 'show what it would bring')
    .option('--from <date>', 'only items from this day or time on')
    .option('--to <date>', 'only items until this day or time')
    .action((which: string, options: SyncOptions) => syncSource(context, which, options));
  addAct('pause', 'pause a source', pauseSource);
  addAct('resume', 'resume a source', resumeSource);
  one('delete', 'delete a source; its items stay')
    .option('--detach', 'remove it from the conditions of templates')
    .action((which: string, options: DeleteSourceOptions) => deleteSource(context, which, options));
}
