import type { WebhookEndpoint } from '@throughline/api-client';
import { deleteWebhookEndpoint, listWebhookEndpoints } from '@throughline/api-client/operations';
import { ListedResources } from '../resources/resource.js';
import { webhookRows, webhookText } from './webhook-text.js';

export const webhooks = new ListedResources<WebhookEndpoint>({
  word: 'webhook',
  fields: ['id', 'name', 'revision'],
  list: listWebhookEndpoints,
  remove: deleteWebhookEndpoint,
  text: webhookText,
  rows: webhookRows,
  none: 'no webhooks yet; create one: tl webhook create NAME --url https://…',
});
