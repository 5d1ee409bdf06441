import { request, type Template } from '@throughline/api-types';
import { listTemplates } from '@throughline/api-types/operations';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';

export const readTemplate = readerOf<Template>('id', 'name', 'revision');
const readTemplates = listReaderOf<Template>('id', 'name', 'revision');

export const fetchTemplates = async (client: HttpClient): Promise<readonly Template[]> =>
  readTemplates(await client.json(request(listTemplates))).items;

/** Finds a template by its name, else by its number. */
export async function findTemplate(client: HttpClient, text: string): Promise<Template> {
  const all = await fetchTemplates(client);
  const found = all.find(({ name }) => name === text) ?? all.find(({ id }) => String(id) === text);
  if (found !== undefined) return found;
  throw new CliError('refused', `There is no template ${text}`, {
    code: 'not-found',
    tryInstead: '`tl template list` lists them.',
  });
}
