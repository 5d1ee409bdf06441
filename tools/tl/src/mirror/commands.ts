import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { ID } from '../options.js';
import { mirrorStatus, resync, type ResyncOptions } from './mirror.js';

/** Adds the commands for Notion pages that show the status of their recordings. */
export function addMirror(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const mirror = program.command('mirror').description('show and correct the status on Notion pages');
  common(
    mirror.command('status').argument('<id>', ID).description('show what the page displays and whether it is up to date'),
  ).action((id: string, options: CommonOptions) => mirrorStatus(context, id, options));
  common(mirror.command('resync').argument('[id]', ID).description('compare a page with the status and correct it if it differs'))
    .option('--channel <name>', 'all pages of a channel')
    .action((id: string | undefined, options: ResyncOptions) => resync(context, id, options));
}
