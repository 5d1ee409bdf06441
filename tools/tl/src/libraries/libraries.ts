import { request, type Library } from '@throughline/api-client';
import {
  createLibrary as createLibraryOperation,
  deleteLibrary as deleteLibraryOperation,
  renameLibrary as renameLibraryOperation,
} from '@throughline/api-client/operations';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { listing, table } from '../output/table.js';
import { fetchLibraries, fetchPresentLibrary, findLibrary, readLibrary } from './find-library.js';

const show = (context: CliContext, library: Library, { json }: CommonOptions): Promise<void> =>
  json === true
    ? printJson(context, library)
    : context.terminal.data(
        table([
          ['name', library.name],
          ['id', library.id],
          ['kind', library.personal ? 'personal' : 'shared'],
          ['your role', library.role],
          ['members', String(library.members)],
          ['created', library.created_at],
          ['used by this token', library.current ? 'yes' : 'no'],
        ]),
      );

export async function listLibraries(context: CliContext, options: CommonOptions): Promise<void> {
  const all = await fetchLibraries(await openClient(context, options));
  if (options.json === true) {
    await printJson(context, all);
    return;
  }
  const rows = all.map(({ id, name, role, members, personal, current }) => [
    name,
    role,
    String(members),
    id,
    [personal ? 'personal' : 'shared', ...(current ? ['used by this token'] : [])].join(', '),
  ]);
  await context.terminal.data(listing(['NAME', 'YOUR ROLE', 'MEMBERS', 'ID', ''], rows));
}

export async function createLibrary(context: CliContext, name: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const made = readLibrary(await client.json(once(request(createLibraryOperation, { body: { name } }))));
  await show(context, made, options);
  context.terminal.say(`You own ${name}. A token for it: tl token create NAME --library '${name}'`);
}

export async function showLibrary(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  await show(context, await findLibrary(await openClient(context, options), which), options);
}

export async function renameLibrary(context: CliContext, which: string, name: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  const change = request(renameLibraryOperation, { path: { id: library.id }, body: { name } });
  const renamed = readLibrary(await client.json(atRevision(change, { revision: library.version })));
  if (options.json === true) await printJson(context, renamed);
  else context.terminal.say(`${library.name} is now named ${renamed.name}`);
}

export async function deleteLibrary(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const library = await findLibrary(client, which);
  await client.call(request(deleteLibraryOperation, { path: { id: library.id } }));
  if (options.json === true) await printJson(context, { id: library.id, deleted: true });
  else context.terminal.say(`${library.name} is deleted, and its tokens are no longer valid`);
}

/** `tl library use`: a token keeps its library, so this explains where another library is chosen. */
export async function switchLibrary(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const present = await fetchPresentLibrary(client);
  const wanted = await findLibrary(client, which);
  if (wanted.id !== present.id)
    throw new CliError('refused', `A token works in one library for ever, and this one works in ${present.name}`, {
      code: 'forbidden',
      tryInstead: `Create a token for the other library, and set TL_TOKEN to it: tl token create NAME --library '${wanted.name}'. On the page, you can switch.`,
    });
  if (options.json === true) await printJson(context, wanted);
  else context.terminal.say(`This token works in ${wanted.name}`);
}
