import { queryOptions } from '@tanstack/react-query';
import type {
  NewWebhookEndpoint,
  WebhookAttempt,
  WebhookEndpoint,
  WebhookEvent,
  WebhookRedelivery,
  WebhookSecret,
  WebhookTest,
} from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import { ifMatch } from '../api/revised.js';

const REFRESH_MS = 10_000;

/** The order of the form: first those that people act on. */
export const WEBHOOK_EVENTS = [
  'item.ready',
  'item.failed',
  'item.needs_attention',
  'delivery.completed',
  'follow_up.failed',
  'item.status_changed',
  'quota.nearly_used',
  'credential.needs_reauth',
  'webhook.disabled',
] as const satisfies readonly WebhookEvent[];

export type WebhookContent = Pick<WebhookEndpoint, 'name' | 'events'> & { readonly url: string };

const path = (id: number, rest = ''): string => `webhook-endpoints/${String(id)}${rest}`;

export const webhooksQuery = queryOptions({
  queryKey: ['settings', 'webhooks'],
  queryFn: async ({ signal }) =>
    (await requestApi<{ readonly items: readonly WebhookEndpoint[] }>('webhook-endpoints', { signal })).items,
  // The state changes without a change of the webhook.
  refetchInterval: REFRESH_MS,
});

export const attemptsQuery = (id: number) =>
  queryOptions({
    queryKey: ['settings', 'webhooks', id, 'attempts'],
    queryFn: async ({ signal }) =>
      (await requestApi<{ readonly items: readonly WebhookAttempt[] }>(path(id, '/attempts'), { signal })).items,
    refetchInterval: REFRESH_MS,
    gcTime: 0,
  });

/** Adds a new webhook to the list, without its secret. */
export const addToList = (
  endpoints: readonly WebhookEndpoint[] = [],
  { secret: _secret, ...added }: NewWebhookEndpoint,
): readonly WebhookEndpoint[] => [...endpoints.filter(({ id }) => id !== added.id), added];

export const addWebhook = (body: WebhookContent): Promise<NewWebhookEndpoint> =>
  requestApi('webhook-endpoints', { method: 'POST', body });
export const changeWebhook = (
  read: WebhookEndpoint,
  body: Partial<WebhookContent> & { readonly paused?: boolean },
): Promise<WebhookEndpoint> => requestApi(path(read.id), { method: 'PATCH', body, headers: ifMatch(read) });
export const removeWebhook = (read: WebhookEndpoint): Promise<void> =>
  requestApi(path(read.id), { method: 'DELETE', headers: ifMatch(read) });
export const rotateSecret = (id: number): Promise<WebhookSecret> => requestApi(path(id, '/secret'), { method: 'POST', body: {} });
export const testWebhook = (id: number): Promise<WebhookTest> => requestApi(path(id, '/test'), { method: 'POST' });

export type RedeliveryStart = { readonly from_time: string } | { readonly from_position: string };
export const redeliver = (id: number, start: RedeliveryStart): Promise<WebhookRedelivery> =>
  requestApi(path(id, '/redeliver'), { method: 'POST', body: start });
