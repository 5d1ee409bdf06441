import { request, type Source } from '@throughline/api-types';
import { listSources } from '@throughline/api-types/operations';
import type { HttpClient } from './http-client.js';
import { listReaderOf, readerOf } from './read-answer.js';
import { CliError } from '../exit.js';

export const readSource = readerOf<Source>('id', 'name', 'revision');
const readSources = listReaderOf<Source>('id', 'name', 'revision');

export const fetchSources = async (client: HttpClient): Promise<readonly Source[]> =>
  readSources(await client.json(request(listSources))).items;

/** Finds a source by its name, else by its number. */
export async function findSource(client: HttpClient, text: string): Promise<Source> {
  const all = await fetchSources(client);
  const found = all.find(({ name }) => name === text) ?? all.find(({ id }) => String(id) === text);
  if (found !== undefined) return found;
  throw new CliError('refused', `There is no source ${text}`, {
    code: 'not-found',
    tryInstead: '`tl source list` lists them.',
  });
}
