import { queryOptions } from '@tanstack/react-query';
import type {
  InputOf,
  NewWebhookEndpoint,
  WebhookEndpoint,
  WebhookRedelivery,
  WebhookSecret,
  WebhookTest,
} from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from '../api/client.js';
import { ifMatch } from '../api/revised.js';

const REFRESH_MS = 10_000;

export type WebhookContent = InputOf<typeof api.createWebhookEndpoint>['body'];

export const webhooksQuery = queryOptions({
  queryKey: ['settings', 'webhooks'],
  queryFn: ({ signal }) => callList(api.listWebhookEndpoints, { signal }),
  // The state changes without a change of the webhook.
  refetchInterval: REFRESH_MS,
});

export const attemptsQuery = (id: number) =>
  queryOptions({
    queryKey: ['settings', 'webhooks', id, 'attempts'],
    queryFn: ({ signal }) => callList(api.listWebhookAttempts, { path: { id }, signal }),
    refetchInterval: REFRESH_MS,
    gcTime: 0,
  });

/** Adds a new webhook to the list, without its secret. */
export const addToList = (
  endpoints: readonly WebhookEndpoint[] = [],
  { secret: _secret, ...added }: NewWebhookEndpoint,
): readonly WebhookEndpoint[] => [...endpoints.filter(({ id }) => id !== added.id), added];

export const addWebhook = (body: WebhookContent): Promise<NewWebhookEndpoint> => callApi(api.createWebhookEndpoint, { body });
export const changeWebhook = (
  read: WebhookEndpoint,
  body: Partial<WebhookContent> & { readonly paused?: boolean },
): Promise<WebhookEndpoint> => callApi(api.changeWebhookEndpoint, { path: { id: read.id }, body, headers: ifMatch(read) });
export const removeWebhook = (read: WebhookEndpoint): Promise<void> =>
  callApi(api.deleteWebhookEndpoint, { path: { id: read.id }, headers: ifMatch(read) });
export const rotateSecret = (id: number): Promise<WebhookSecret> => callApi(api.rotateWebhookSecret, { path: { id }, body: {} });
export const testWebhook = (id: number): Promise<WebhookTest> => callApi(api.testWebhookEndpoint, { path: { id } });

export type RedeliveryStart = { readonly from_time: string } | { readonly from_position: string };
export const redeliver = (id: number, start: RedeliveryStart): Promise<WebhookRedelivery> =>
  callApi(api.redeliverWebhooks, { path: { id }, body: start });
