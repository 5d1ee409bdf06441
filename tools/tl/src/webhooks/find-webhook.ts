import type { WebhookEndpoint } from '@throughline/api-types';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { CliError } from '../exit.js';

const PATH = '/api/v1/webhook-endpoints';

export const readWebhook = readerOf<WebhookEndpoint>('id', 'name', 'revision');
const readWebhooks = listReaderOf<WebhookEndpoint>('id', 'name', 'revision');

export const webhookPath = (id?: number, rest = ''): string => (id === undefined ? PATH : `${PATH}/${String(id)}${rest}`);

export const fetchWebhooks = async (client: HttpClient): Promise<readonly WebhookEndpoint[]> =>
  readWebhooks(await client.json({ path: PATH })).items;

/** Finds a webhook by its name, else by its number. */
export async function findWebhook(client: HttpClient, text: string): Promise<WebhookEndpoint> {
  const all = await fetchWebhooks(client);
  const found = all.find(({ name }) => name === text) ?? all.find(({ id }) => String(id) === text);
  if (found !== undefined) return found;
  throw new CliError('refused', `There is no webhook ${text}`, {
    code: 'not-found',
    tryInstead: '`tl webhook list` lists them.',
  });
}
