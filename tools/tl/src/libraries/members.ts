import { request, type LibraryMember } from '@throughline/api-client';
import {
  addMember as addMemberOperation,
  changeMember,
  leaveLibrary as leaveLibraryOperation,
  removeMember as removeMemberOperation,
  transferLibrary as transferLibraryOperation,
} from '@throughline/api-client/operations';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { listing } from '../output/table.js';
import { fetchMembers, findLibrary, findMember, readMembers } from './find-library.js';

export type MemberRole = LibraryMember['role'];

export interface AddMemberOptions extends CommonOptions {
  readonly role?: MemberRole;
}

async function printMembers(context: CliContext, members: readonly LibraryMember[], { json }: CommonOptions): Promise<void> {
  if (json === true) {
    await printJson(context, members);
    return;
  }
  const rows = members.map(({ name, role, since, disabled }) => [name, role, since, disabled ? 'disabled' : '']);
  await context.terminal.data(listing(['NAME', 'ROLE', 'MEMBER SINCE', ''], rows));
}

export async function listMembers(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  await printMembers(context, await fetchMembers(client, await findLibrary(client, which)), options);
}

export async function addMember(context: CliContext, which: string, user: string, options: AddMemberOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id } = await findLibrary(client, which);
  const body = { user, role: options.role };
  const { items } = readMembers(await client.json(once(request(addMemberOperation, { path: { id }, body }))));
  await printMembers(context, items, options);
}

/** Identifies library and user by their names. */
export async function setMemberRole(
  context: CliContext,
  { which, user, role }: { readonly which: string; readonly user: string; readonly role: MemberRole },
  options: CommonOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  const { user_id: id } = await findMember(client, library, user);
  const change = request(changeMember, { path: { id: library.id, user_id: id }, body: { role } });
  await printMembers(context, readMembers(await client.json(change)).items, options);
}

export async function removeMember(context: CliContext, which: string, user: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  const { user_id: id, name } = await findMember(client, library, user);
  await client.call(request(removeMemberOperation, { path: { id: library.id, user_id: id } }));
  if (options.json === true) await printJson(context, { library_id: library.id, user_id: id, removed: true });
  else context.terminal.say(`${name} is no longer a member of ${library.name}`);
}

export async function leaveLibrary(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  await client.call(once(request(leaveLibraryOperation, { path: { id: library.id } })));
  if (options.json === true) await printJson(context, { id: library.id, left: true });
  else context.terminal.say(`You are no longer a member of ${library.name}`);
}

export async function transferLibrary(context: CliContext, which: string, user: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  const { user_id: id, name } = await findMember(client, library, user);
  const change = request(transferLibraryOperation, { path: { id: library.id }, body: { user_id: id } });
  const { items } = readMembers(await client.json(once(change)));
  await printMembers(context, items, options);
  context.terminal.say(`${name} owns ${library.name} now, and you are an operator of it`);
}
