import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { idempotencyKey, ifMatchOf } from '../../kit/http/parameters.js';
import {
  ChangeWebhookEndpoint,
  NewWebhookEndpoint,
  RedeliverWebhooks,
  RotateWebhookSecret,
  WebhookAttemptList,
  WebhookEndpointAnswer,
  WebhookEndpointBody,
  WebhookEndpointList,
  WebhookRedelivery,
  WebhookSecretAnswer,
  WebhookTestAnswer,
} from './webhooks.dto.js';

const TIME = '2026-02-05T10:00:00.000Z';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';
const tag = 'webhooks';
const body = { name: 'Chat', url: 'https://hooks.example/throughline', events: ['item.ready', 'item.failed'] } as const;

const example: Readonly<WebhookEndpointAnswer> = {
  id: 2,
  ...body,
  host: 'hooks.example',
  state: 'active',
  disabled_reason: null,
  disabled_at: null,
  failing_since: null,
  next_try_at: null,
  last_success_at: TIME,
  pending: 0,
  old_secret_until: null,
  revision: 1,
  created_at: TIME,
  updated_at: TIME,
};

const endpointId: Parameter = { name: 'id', in: 'path', description: 'The number of an endpoint.', schema: { type: 'string' } };
const ifMatch = ifMatchOf('endpoint');
const headers = { ETag: 'Send it back as `If-Match` to change or delete the endpoint.' };
const one = { status: 200, description: 'The endpoint, without its secret.', type: WebhookEndpointAnswer, example, headers };
const revised = ['not-found', 'webhook-changed', 'precondition-required'] as const;

export const listWebhookEndpoints: OperationOptions = {
  id: 'listWebhookEndpoints',
  tag,
  scope: 'read',
  summary: 'List the webhook endpoints of your library',
  answers: [
    {
      status: 200,
      description: 'The endpoints, without their secrets.',
      type: WebhookEndpointList,
      example: { items: [example] },
    },
  ],
  problems: [],
};

export const createWebhookEndpoint: OperationOptions = {
  id: 'createWebhookEndpoint',
  tag,
  scope: 'write',
  summary: 'Set up a webhook endpoint',
  description: 'It receives the events from now on. Only this answer shows the secret that signs the requests.',
  parameters: [idempotencyKey],
  body: { type: WebhookEndpointBody, required: true, example: body },
  answers: [
    {
      status: 201,
      description: 'The endpoint, with its secret.',
      type: NewWebhookEndpoint,
      example: { ...example, last_success_at: null, secret: SECRET },
      headers: { Location: 'The endpoint.', ...headers },
    },
  ],
  problems: ['webhook-name-taken', 'too-many-webhooks'],
};

export const getWebhookEndpoint: OperationOptions = {
  id: 'getWebhookEndpoint',
  tag,
  scope: 'read',
  summary: 'Read a webhook endpoint and its state',
  parameters: [endpointId],
  answers: [one],
  problems: ['not-found'],
};

export const changeWebhookEndpoint: OperationOptions = {
  id: 'changeWebhookEndpoint',
  tag,
  scope: 'write',
  summary: 'Change, pause or enable a webhook endpoint',
  description: 'A new choice of events applies to events from now on. `paused: false` also ends a wait after failures.',
  parameters: [endpointId, ifMatch],
  body: { type: ChangeWebhookEndpoint, required: true, example: { paused: false } },
  answers: [one],
  problems: ['webhook-name-taken', ...revised],
};

export const deleteWebhookEndpoint: OperationOptions = {
  id: 'deleteWebhookEndpoint',
  tag,
  scope: 'write',
  summary: 'Delete a webhook endpoint',
  description: 'Its messages that wait are not sent.',
  parameters: [endpointId, ifMatch],
  answers: [{ status: 204, description: 'The endpoint is deleted.' }],
  problems: revised,
};

export const rotateWebhookSecret: OperationOptions = {
  id: 'rotateWebhookSecret',
  tag,
  scope: 'write',
  summary: 'Replace the secret of a webhook endpoint',
  description: 'For some hours both secrets sign, so that the receiver can change to the new one.',
  parameters: [endpointId, idempotencyKey],
  body: { type: RotateWebhookSecret, required: false, example: { keep_hours: 24 } },
  answers: [
    { status: 200, description: 'The secret.', type: WebhookSecretAnswer, example: { secret: SECRET, old_secret_until: TIME } },
  ],
  problems: ['not-found'],
};

export const testWebhookEndpoint: OperationOptions = {
  id: 'testWebhookEndpoint',
  tag,
  scope: 'write',
  summary: 'Send a test to a webhook endpoint',
  description: 'Sends a signed request of the type `webhook.test` at once, and shows the answer.',
  parameters: [endpointId, idempotencyKey],
  answers: [
    {
      status: 200,
      description: 'The answer of the receiver.',
      type: WebhookTestAnswer,
      example: { ok: true, webhook_id: 'msg_test_1', duration_ms: 84, status: 204, error: null, answer: '' },
    },
  ],
  problems: ['not-found'],
};

export const redeliverWebhooks: OperationOptions = {
  id: 'redeliverWebhooks',
  tag,
  scope: 'write',
  summary: 'Send events again from a position or a time on',
  description:
    'Sends all chosen events from there on again, in the order of each item and with their earlier `webhook-id`s. Also sends those before the endpoint was set up.',
  parameters: [endpointId, idempotencyKey],
  body: { type: RedeliverWebhooks, required: true, example: { from_position: '118' } },
  answers: [
    { status: 202, description: 'The events will be sent.', type: WebhookRedelivery, example: { after_position: '117' } },
  ],
  problems: ['not-found'],
};

export const listWebhookAttempts: OperationOptions = {
  id: 'listWebhookAttempts',
  tag,
  scope: 'read',
  summary: 'List the last requests to a webhook endpoint',
  parameters: [endpointId],
  answers: [
    {
      status: 200,
      description: 'The attempts, without bodies.',
      type: WebhookAttemptList,
      example: {
        items: [
          {
            webhook_id: 'msg_p5jXN8AQM9LWM0D4loKWxJekVaL',
            event: 'item.ready',
            item_id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
            position: '118',
            at: TIME,
            duration_ms: 120,
            status: 503,
            error: 'http-status',
            retry_at: TIME,
          },
        ],
      },
    },
  ],
  problems: ['not-found'],
};
