import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { collectNames } from '../options.js';
import { cancelDeletion, deleteAccount, deleteMyAccount, listDeletions, type DeleteAccountOptions } from './account.js';

type Common = (command: Command) => Command;

const withChoices = (command: Command): Command =>
  command
    .option('--erase <library>', 'erase the items of this library; can be repeated', collectNames)
    .option('--move <library=library>', 'move the items of the first library to the second; can be repeated', collectNames)
    .option('--transfer <library=user>', 'make this member the owner of the library; can be repeated', collectNames)
    .option('--confirm <name>', 'the name of the user; without it, only shows what would be deleted')
    .option('--immediately', 'do not wait for seven days');

/** Adds `tl me delete`. */
export function addAccount(program: Command, context: CliContext, common: Common): void {
  const me = program.command('me').description('your account');
  withChoices(common(me.command('delete').description('delete your account'))).action((options: DeleteAccountOptions) =>
    deleteMyAccount(context, options),
  );
}

export function addUserDeletion(user: Command, context: CliContext, common: Common): void {
  const named = (name: string, description: string): Command =>
    common(user.command(name).argument('<name>').description(description));
  withChoices(named('delete', 'delete the account of a user')).action((name: string, options: DeleteAccountOptions) =>
    deleteAccount(context, name, options),
  );
  named('cancel-deletion', 'keep an account whose deletion waits').action((name: string, options: CommonOptions) =>
    cancelDeletion(context, name, options),
  );
  common(user.command('deletions').description('list the deletions of accounts')).action((options: CommonOptions) =>
    listDeletions(context, options),
  );
}
