import { Argument, Option, type Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { addInvitations } from './invitation-commands.js';
import { createLibrary, deleteLibrary, listLibraries, renameLibrary, showLibrary, switchLibrary } from './libraries.js';
import {
  addMember,
  leaveLibrary,
  listMembers,
  removeMember,
  setMemberRole,
  transferLibrary,
  type AddMemberOptions,
  type MemberRole,
} from './members.js';

const ROLES = ['viewer', 'operator', 'owner'];
const USER = 'name of a user';
type Act = (context: CliContext, which: string, options: CommonOptions) => Promise<void>;
type ActOnUser = (context: CliContext, which: string, user: string, options: CommonOptions) => Promise<void>;

export function addLibraries(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const library = program.command('library').description('manage your libraries and their members');
  const one = (name: string, description: string): Command =>
    common(library.command(name).argument('<library>', 'name or id of the library').description(description));
  const addAct = (name: string, description: string, act: Act): void => {
    one(name, description).action((which: string, options: CommonOptions) => act(context, which, options));
  };
  const addActOnUser = (name: string, description: string, act: ActOnUser): void => {
    one(name, description)
      .argument('<user>', USER)
      .action((which: string, user: string, options: CommonOptions) => act(context, which, user, options));
  };

  common(library.command('list').description('list your libraries, the personal one first')).action((options: CommonOptions) =>
    listLibraries(context, options),
  );
  common(library.command('create').argument('<name>').description('make a library, which you own')).action(
    (name: string, options: CommonOptions) => createLibrary(context, name, options),
  );
  addAct('show', 'show a library', showLibrary);
  one('rename', 'rename a library that you own')
    .argument('<name>', 'new name')
    .action((which: string, name: string, options: CommonOptions) => renameLibrary(context, which, name, options));
  addAct('delete', 'delete a library that you own, if it has no items and nothing is set up in it', deleteLibrary);
  addAct('members', 'list the members of a library', listMembers);
  one('add-member', 'add a user to a library that you own [administrators]')
    .argument('<user>', USER)
    .addOption(new Option('--role <role>', 'role in the library (default: viewer)').choices(ROLES))
    .action((which: string, user: string, options: AddMemberOptions) => addMember(context, which, user, options));
  one('set-role', 'change the role of a member: a viewer reads, an operator also makes changes, an owner also manages members')
    .argument('<user>', USER)
    .addArgument(new Argument('<role>').choices(ROLES))
    .action((which: string, user: string, role: MemberRole, options: CommonOptions) =>
      setMemberRole(context, { which, user, role }, options),
    );
  addInvitations(context, { one, roles: ROLES });
  addActOnUser('remove-member', 'end a membership; the tokens of the member for this library end too', removeMember);
  addAct('leave', 'end your own membership', leaveLibrary);
  addActOnUser('transfer', 'make a member the owner, and yourself an operator', transferLibrary);
  addAct('use', 'check that the token works in this library, or show how to get a token that does', switchLibrary);
}
