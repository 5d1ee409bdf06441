import { request, type CurrentUser, type Library, type LibraryMember } from '@throughline/api-client';
import { listLibraries, listMembers, me } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { CliError } from '../exit.js';
import { findOwnRow } from '../resources/own-rows.js';

export const readLibrary = readerOf<Library>('id', 'name', 'role');
export const readMembers = listReaderOf<LibraryMember>('user_id', 'name', 'role');
const readMe = readerOf<CurrentUser>('library', 'libraries');
const readLibraries = listReaderOf<Library>('id', 'name', 'role');

export const fetchLibraries = async (client: HttpClient): Promise<readonly Library[]> =>
  readLibraries(await client.json(request(listLibraries))).items;

/** Fetches the library that the token works in. */
export const fetchPresentLibrary = async (client: HttpClient): Promise<CurrentUser['library']> =>
  readMe(await client.json(request(me))).library;

export const fetchMembers = async (client: HttpClient, { id }: Library): Promise<readonly LibraryMember[]> =>
  readMembers(await client.json(request(listMembers, { path: { id } }))).items;

/** Finds a library of the user by its id, else by its name. */
export async function findLibrary(client: HttpClient, text: string): Promise<Library> {
  return findOwnRow(await fetchLibraries(client), text, {
    noun: 'library',
    plural: 'libraries',
    tryInstead: '`tl library list` lists them. A token of a library that you have joined knows only that library.',
  });
}

/** Finds a member by name, else by id. */
export async function findMember(client: HttpClient, library: Library, text: string): Promise<LibraryMember> {
  const members = await fetchMembers(client, library);
  const found = members.find(({ name }) => name === text) ?? members.find(({ user_id: id }) => id === text);
  if (found !== undefined) return found;
  throw new CliError('refused', `${text} is not a member of ${library.name}`, {
    code: 'not-found',
    tryInstead: `\`tl library members '${library.name}'\` lists them.`,
  });
}
