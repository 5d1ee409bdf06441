import { Argument, Option, type Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { signIn, type SignInOptions } from './sign-in.js';
import { addUser, changeUser, listUsers, type AddUserOptions } from './users.js';

const ROLES = ['viewer', 'operator', 'admin'];

export function addPeople(program: Command, context: CliContext, common: (command: Command) => Command): void {
  common(program.command('sign-in').description('print a link that signs a browser in, once, within 15 minutes'))
    .option('--user <name>', 'another user [administrators]')
    .action((options: SignInOptions) => signIn(context, options));
  const user = program.command('user').description('manage users and their roles [administrators]');
  const named = (name: string, description: string): Command =>
    common(user.command(name).argument('<name>').description(description));
  named('add', 'add a user with a library of their own')
    .addOption(new Option('--role <role>', 'role (default: operator)').choices(ROLES))
    .option('--library <name>', 'use the library of this user instead')
    .action((name: string, options: AddUserOptions) => addUser(context, name, options));
  common(user.command('list').description('list all users')).action((options: CommonOptions) => listUsers(context, options));
  named('role', 'change the role of a user: a viewer reads, an operator also makes changes, an admin also manages users')
    .addArgument(new Argument('<role>').choices(ROLES))
    .action((name: string, role: string, options: CommonOptions) => changeUser(context, name, { role }, options));
  named('library', 'change the library of a user')
    .argument('<owner>', 'name of the user who owns the library')
    .action((name: string, library: string, options: CommonOptions) => changeUser(context, name, { library }, options));
  named('disable', 'disable a user; ends all their tokens, sign-ins and links').action((name: string, options: CommonOptions) =>
    changeUser(context, name, { disabled: true }, options),
  );
  named('enable', 'enable a disabled user').action((name: string, options: CommonOptions) =>
    changeUser(context, name, { disabled: false }, options),
  );
}
