import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { mirrorStatus, resync, type ResyncOptions } from './mirror.js';

const ID = 'its id, or the first eight or more characters where no other begins so';

/** What the pages of Notion show of recordings that came from them. */
export function addMirror(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const mirror = program.command('mirror').description('what pages of Notion show of the recordings that came from them');
  common(mirror.command('status').argument('<id>', ID).description('what its page shows, and whether that is the truth')).action(
    (id: string, options: CommonOptions) => mirrorStatus(context, id, options),
  );
  common(
    mirror
      .command('resync')
      .argument('[id]', `of a recording: ${ID}`)
      .description('read its page, and write it again where it does not show the truth'),
  )
    .option('--channel <name>', 'all pages of a channel')
    .action((id: string | undefined, options: ResyncOptions) => resync(context, id, options));
}
