import type { User } from '@throughline/api-client';
import { Argument, Option, type Command } from 'commander';
import { addUserDeletion } from '../account/commands.js';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { revokeAllTokens } from './tokens.js';
import { signIn, type SignInOptions } from './sign-in.js';
import { listSignIns, signOut, signOutAll, type SignOutOptions } from './sign-ins.js';
import { addUser, changeUser, listUsers, showUser, type AddUserOptions } from './users.js';

const ROLES = ['viewer', 'operator', 'admin'];

export function addPeople(program: Command, context: CliContext, common: (command: Command) => Command): void {
  common(program.command('sign-in').description('print a link that signs a browser in, once, within 15 minutes'))
    .option('--user <name>', 'another user [administrators]')
    .action((options: SignInOptions) => signIn(context, options));
  common(program.command('sign-ins').description('list the browsers in which you are signed in')).action(
    (options: CommonOptions) => listSignIns(context, options),
  );
  common(program.command('sign-out').argument('<id>').description('end one of your sign-ins')).action(
    (id: string, options: CommonOptions) => signOut(context, id, options),
  );
  common(program.command('sign-out-all').description('end all your sign-ins, and withdraw unopened sign-in links'))
    .option('--user <name>', 'those of this user instead [administrators]')
    .action((options: SignOutOptions) => signOutAll(context, options));
  const user = program.command('user').description('manage users and their roles [administrators]');
  const named = (name: string, description: string): Command =>
    common(user.command(name).argument('<name>').description(description));
  named('add', 'add a user with a library of their own')
    .addOption(new Option('--role <role>', 'role (default: operator)').choices(ROLES))
    .option('--library <name>', 'also a member of the personal library of this user, which you own; new sign-ins start there')
    .action((name: string, options: AddUserOptions) => addUser(context, name, options));
  common(user.command('list').description('list all users')).action((options: CommonOptions) => listUsers(context, options));
  named('show', 'show a user, with the connected accounts and the number of passkeys').action(
    (name: string, options: CommonOptions) => showUser(context, name, options),
  );
  named('role', 'change the role of a user: a viewer reads, an operator also makes changes, an admin also manages users')
    .addArgument(new Argument('<role>').choices(ROLES))
    .action((name: string, role: User['role'], options: CommonOptions) => changeUser(context, name, { role }, options));
  named('library', 'choose the personal library in which new sign-ins of a user start; `tl library` manages shared libraries')
    .argument('<owner>', 'name of the user whose personal library it is: that user, or one whose library you own')
    .action((name: string, library: string, options: CommonOptions) => changeUser(context, name, { library }, options));
  named('revoke-tokens', 'revoke all tokens of a user; sign-ins stay valid').action((name: string, options: CommonOptions) =>
    revokeAllTokens(context, options, name),
  );
  named('disable', 'disable a user; revokes all their tokens, and ends their sign-ins and links, for good').action(
    (name: string, options: CommonOptions) => changeUser(context, name, { disabled: true }, options),
  );
  named('enable', 'enable a disabled user; earlier tokens, sign-ins and links stay invalid').action(
    (name: string, options: CommonOptions) => changeUser(context, name, { disabled: false }, options),
  );
  addUserDeletion(user, context, common);
}
