import { Option, type Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { parseExpiryHours } from '../options.js';
import { invite, listInvitations, uninvite, type InviteOptions } from './invitations.js';

interface InvitationCommands {
  /** Returns a new command for one library. */
  readonly one: (name: string, description: string) => Command;
  readonly roles: readonly string[];
}

/** Adds the commands for invitations to a library. Its owners may use them. */
export function addInvitations(context: CliContext, { one, roles }: InvitationCommands): void {
  one('invite', 'make a link with which one person becomes a member of a library that you own')
    .addOption(new Option('--role <role>', 'role in the library (default: viewer)').choices([...roles]))
    .option('--note <text>', 'who is invited; only owners of the library see it')
    .option('--expires <duration>', 'validity of the link, e.g. 12h (default: 7d)', parseExpiryHours(30))
    .action((which: string, options: InviteOptions) => invite(context, which, options));
  one('invitations', 'list the invitations to a library that you own').action((which: string, options: CommonOptions) =>
    listInvitations(context, which, options),
  );
  one('uninvite', 'revoke an invitation')
    .argument('<invitation>', 'id of the invitation')
    .action((which: string, id: string, options: CommonOptions) => uninvite(context, { which, id }, options));
}
