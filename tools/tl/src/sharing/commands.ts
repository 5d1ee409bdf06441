import type { Command } from 'commander';
import { kindOf, type CliContext, type CommonOptions } from '../commands/context.js';
import { ID, addCommonOptions, parseExpiryHours } from '../options.js';
import { listShareLinks, revokeShareLink, share, type ShareOptions } from './share-links.js';

/** Adds the commands for links that open one item without an account. */
export function addSharing(program: Command, context: CliContext): void {
  const { thing } = kindOf(context);
  const group = program.command('share').description(`share a ${thing} by a link that opens it without an account`);
  const one = (name: string, description: string, isDefault = false): Command =>
    addCommonOptions(group.command(name, { isDefault }).description(description));
  one('create', `make a link to a ${thing}`, true)
    .argument('<id>', ID)
    .option('--expires <duration>', 'validity of the link, e.g. 7d (default: 30d)', parseExpiryHours(366))
    .option('--password-stdin', 'read a password from standard input, which visitors need beside the link')
    .option('--no-download', 'offer no files to visitors')
    .action((id: string, options: ShareOptions) => share(context, id, options));
  one('list', 'list the links of the library, or of one item')
    .argument('[id]', ID)
    .action((id: string | undefined, options: CommonOptions) => listShareLinks(context, id, options));
  one('revoke', 'end a link at once')
    .argument('<link>', 'id of the link; `tl share list` shows it')
    .action((link: string, options: CommonOptions) => revokeShareLink(context, link, options));
}
