import { request, type Channel } from '@throughline/api-client';
import { listChannels, listCredentials } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { readCredentials } from '../credentials/views.js';
import { CliError } from '../exit.js';
import { readChannels } from './views.js';

export const fetchChannels = async (client: HttpClient): Promise<readonly Channel[]> =>
  readChannels(await client.json(request(listChannels))).items;

/** Finds a channel by its name, else by its number. */
export async function findChannel(client: HttpClient, text: string): Promise<Channel> {
  const all = await fetchChannels(client);
  const found = all.find(({ name }) => name === text) ?? all.find(({ id }) => String(id) === text);
  if (found !== undefined) return found;
  throw new CliError('refused', `There is no channel ${text}`, {
    code: 'not-found',
    tryInstead: '`tl channel list` lists them.',
  });
}

/** Returns the number itself, or the number of the credential with this name. The server checks the number. */
export async function findCredentialNumber(
  client: HttpClient,
  text: string,
  wanted: readonly string[] = ['token'],
): Promise<number> {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  const { items } = readCredentials(await client.json(request(listCredentials)));
  const found = items.filter(({ name, type }) => name === text && wanted.includes(type));
  if (found.length === 1 && found[0] !== undefined) return found[0].id;
  if (found.length > 1)
    throw new CliError('usage', `Several credentials have the name ${text}`, {
      tryInstead: `Use one of their numbers: ${found.map(({ id }) => String(id)).join(', ')}`,
    });
  throw new CliError('refused', `There is no credential ${text} of the type ${wanted.join(' or ')}`, {
    code: 'not-found',
    tryInstead: `\`tl credential list\` lists them; \`tl credential add ${wanted[0] ?? ''} --help\` says how to add one.`,
  });
}
