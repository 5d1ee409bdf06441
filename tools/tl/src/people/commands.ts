import { Argument, Option, type Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { signIn, type SignInOptions } from './sign-in.js';
import { addUser, changeUser, listUsers, type AddUserOptions } from './users.js';

const ROLES = ['viewer', 'operator', 'admin'];

/** Who may come in. */
export function addPeople(program: Command, context: CliContext, common: (command: Command) => Command): void {
  common(program.command('sign-in').description('print a link that signs a browser in, once, within 15 minutes'))
    .option('--user <name>', 'somebody else [administrators]')
    .action((options: SignInOptions) => signIn(context, options));
  const user = program.command('user').description('who may come in, and what they may do [administrators]');
  const named = (name: string, description: string): Command =>
    common(user.command(name).argument('<name>').description(description));
  named('add', 'let somebody in, with a library of his own')
    .addOption(new Option('--role <role>', 'what he may do; else operator').choices(ROLES))
    .option('--library <name>', 'let him work with the recordings of this user instead')
    .action((name: string, options: AddUserOptions) => addUser(context, name, options));
  common(user.command('list').description('everybody')).action((options: CommonOptions) => listUsers(context, options));
  named('role', 'change what somebody may do: a viewer reads, an operator works, an admin also lets others in')
    .addArgument(new Argument('<role>').choices(ROLES))
    .action((name: string, role: string, options: CommonOptions) => changeUser(context, name, { role }, options));
  named('library', 'change whose recordings somebody works with')
    .argument('<owner>', 'name of the user whose they are')
    .action((name: string, library: string, options: CommonOptions) => changeUser(context, name, { library }, options));
  named('disable', 'shut somebody out: every token, sign-in and link of his ends').action(
    (name: string, options: CommonOptions) => changeUser(context, name, { disabled: true }, options),
  );
  named('enable', 'let somebody in again').action((name: string, options: CommonOptions) =>
    changeUser(context, name, { disabled: false }, options),
  );
}
