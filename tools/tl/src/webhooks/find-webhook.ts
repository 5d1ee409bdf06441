import { request, type WebhookEndpoint } from '@throughline/api-types';
import { listWebhookEndpoints } from '@throughline/api-types/operations';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { CliError } from '../exit.js';

export const readWebhook = readerOf<WebhookEndpoint>('id', 'name', 'revision');
const readWebhooks = listReaderOf<WebhookEndpoint>('id', 'name', 'revision');

export const fetchWebhooks = async (client: HttpClient): Promise<readonly WebhookEndpoint[]> =>
  readWebhooks(await client.json(request(listWebhookEndpoints))).items;

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
