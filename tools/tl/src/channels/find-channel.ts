import type { HttpClient } from '../client/http-client.js';
import { readCredentials } from '../credentials/views.js';
import { CliError } from '../exit.js';
import { readChannels, type ChannelView } from './views.js';

const PATH = '/api/v1/channels';

/** Of a channel, or of all of them; `rest` is what follows, e.g. `/check`. */
export const channelPath = (id?: number, rest = ''): string => (id === undefined ? PATH : `${PATH}/${String(id)}${rest}`);

export const allChannels = async (client: HttpClient): Promise<readonly ChannelView[]> =>
  readChannels(await client.json({ path: PATH })).items;

/** The channel that is meant by its name, or by its number where none is called so. */
export async function findChannel(client: HttpClient, text: string): Promise<ChannelView> {
  const all = await allChannels(client);
  const found = all.find(({ name }) => name === text) ?? all.find(({ id }) => String(id) === text);
  if (found !== undefined) return found;
  throw new CliError('refused', `There is no channel ${text}`, {
    code: 'not-found',
    tryInstead: '`tl channel list` lists them.',
  });
}

/** The credential that is meant by its number, or by the name of a token. What a number stands for, the server knows. */
export async function credentialNumber(client: HttpClient, text: string): Promise<number> {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  const { items } = readCredentials(await client.json({ path: '/api/v1/credentials' }));
  const found = items.filter(({ name, type }) => name === text && type === 'token');
  if (found.length === 1 && found[0] !== undefined) return found[0].id;
  if (found.length > 1)
    throw new CliError('usage', `Several tokens are called ${text}`, {
      tryInstead: `Give the number of one: ${found.map(({ id }) => String(id)).join(', ')}`,
    });
  throw new CliError('refused', `There is no token ${text}`, {
    code: 'not-found',
    tryInstead: '`tl credential list` lists them; put one in: tl credential add token NAME --secret-file FILE',
  });
}
