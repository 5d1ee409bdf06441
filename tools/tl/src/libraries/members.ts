import { randomUUID } from 'node:crypto';
import type { LibraryMember } from '@throughline/api-types';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { listing } from '../output/table.js';
import { fetchMembers, findLibrary, findMember, libraryPath, readMembers } from './find-library.js';

export interface AddMemberOptions extends CommonOptions {
  readonly role?: string;
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
  const path = libraryPath(await findLibrary(client, which), '/members');
  const body = { user, ...(options.role === undefined ? {} : { role: options.role }) };
  const { items } = readMembers(await client.json({ method: 'POST', path, body, idempotencyKey: randomUUID() }));
  await printMembers(context, items, options);
}

/** Identifies library and user by their names. */
export async function setMemberRole(
  context: CliContext,
  { which, user, role }: { readonly which: string; readonly user: string; readonly role: string },
  options: CommonOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  const { user_id: id } = await findMember(client, library, user);
  const path = libraryPath(library, `/members/${encodeURIComponent(id)}`);
  await printMembers(context, readMembers(await client.json({ method: 'PATCH', path, body: { role } })).items, options);
}

export async function removeMember(context: CliContext, which: string, user: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  const { user_id: id, name } = await findMember(client, library, user);
  await client.call({ method: 'DELETE', path: libraryPath(library, `/members/${encodeURIComponent(id)}`) });
  if (options.json === true) await printJson(context, { library_id: library.id, user_id: id, removed: true });
  else context.terminal.say(`${name} is no longer a member of ${library.name}`);
}

export async function leaveLibrary(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  await client.call({ method: 'POST', path: libraryPath(library, '/leave'), idempotencyKey: randomUUID() });
  if (options.json === true) await printJson(context, { id: library.id, left: true });
  else context.terminal.say(`You are no longer a member of ${library.name}`);
}

export async function transferLibrary(context: CliContext, which: string, user: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  const { user_id: id, name } = await findMember(client, library, user);
  const request = { method: 'POST', path: libraryPath(library, '/transfer'), body: { user_id: id } } as const;
  const { items } = readMembers(await client.json({ ...request, idempotencyKey: randomUUID() }));
  await printMembers(context, items, options);
  context.terminal.say(`${name} owns ${library.name} now, and you are an operator of it`);
}
