import { request, type CreatedInvitation, type Invitation } from '@throughline/api-client';
import {
  createInvitation,
  listInvitations as listInvitationsOperation,
  revokeInvitation,
} from '@throughline/api-client/operations';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { listing } from '../output/table.js';
import { findLibrary } from './find-library.js';

export interface InviteOptions extends CommonOptions {
  readonly role?: Invitation['role'];
  readonly note?: string;
  readonly expires?: number;
}

const readCreated = readerOf<CreatedInvitation>('id', 'url', 'expires_at');
const readInvitations = listReaderOf<Invitation>('id', 'role', 'state');

/** `tl library invite`: prints only the link on stdout, so that a script can read it. */
export async function invite(
  context: CliContext,
  which: string,
  { role = 'viewer', note, expires, ...options }: InviteOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  const body = {
    role,
    note,
    expires_in_hours: expires,
  };
  const made = readCreated(await client.json(once(request(createInvitation, { path: { id: library.id }, body }))));
  if (options.json === true) {
    await printJson(context, made);
    return;
  }
  context.terminal.say(
    `Makes the first person who accepts it ${role === 'viewer' ? 'a' : 'an'} ${role} of ${library.name}, until ${made.expires_at}:`,
  );
  await context.terminal.data(`${made.url}\n`);
}

export async function listInvitations(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id: library } = await findLibrary(client, which);
  const { items } = readInvitations(await client.json(request(listInvitationsOperation, { path: { id: library } })));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  const rows = items.map(({ id, state, role, expires_at, made_by_name, used_by_name, note }) => [
    id,
    state,
    role,
    expires_at,
    made_by_name,
    used_by_name ?? '',
    note ?? '',
  ]);
  await context.terminal.data(listing(['ID', 'STATE', 'ROLE', 'EXPIRES', 'MADE BY', 'USED BY', 'NOTE'], rows));
}

export async function uninvite(
  context: CliContext,
  { which, id }: { readonly which: string; readonly id: string },
  options: CommonOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  await client.call(request(revokeInvitation, { path: { id: library.id, invitation_id: id } }));
  if (options.json === true) await printJson(context, { library_id: library.id, id, revoked: true });
  else context.terminal.say(`The invitation ${id} to ${library.name} is revoked, and its link no longer works`);
}
