import { ApiSchema } from '@nestjs/swagger';
import { ChoicesField, Field, FlagField, IntegerField, IntegerParameter, TextField } from '../../kit/http/fields.js';
import { NameField } from '../../kit/http/requests/name-field.js';
import { TimeField } from '../../kit/http/requests/instant.js';
import { count, flag, integer, jsonOf, list, orNull, text, time, words } from '../../kit/http/schemas.js';
import { findValidSecrets } from './signature.js';
import {
  DISABLED_REASONS,
  WEBHOOK_EVENTS,
  type DisabledReason,
  type WebhookAttempt,
  type WebhookEndpoint,
  type WebhookEvent,
} from './webhook-endpoint.js';
import { ATTEMPTS_KEPT } from './webhook-store.js';
import type { EndpointTest } from './send-request.js';

const LONGEST_URL = 2_000;
const NAME = 'The name for people, unique within the library.';
const URL_TEXT = 'The address that receives the requests. `https`, and no private address unless the operator allows it.';
const EVENTS = 'The events that it receives.';
/** A week. */
const MAX_HOURS = 168;
const MAX_SHOWN = 200;

const UrlField = (required: boolean): PropertyDecorator =>
  TextField(URL_TEXT, { required, min: 1, max: LONGEST_URL, plain: true, example: 'https://hooks.example/throughline' });
const EventsField = (required: boolean): PropertyDecorator =>
  ChoicesField(EVENTS, WEBHOOK_EVENTS, { required, minItems: 1, maxItems: WEBHOOK_EVENTS.length, unique: true });

export class WebhookEndpointBody {
  @NameField(NAME) name = '';

  @UrlField(true) url = '';

  @EventsField(true) events: WebhookEvent[] = [];
}

export class ChangeWebhookEndpoint {
  @TextField(NAME, { min: 1, max: 100, pattern: /\S/, message: '$property must not be blank', plain: true })
  name?: string | null;

  @UrlField(false) url?: string | null;

  @EventsField(false) events?: WebhookEvent[] | null;

  @FlagField('True: nothing is sent until it is false again. False: also enables a disabled endpoint. No event is lost.')
  paused?: boolean | null;
}

export class RotateWebhookSecret {
  @IntegerField('The present secret signs too for so many hours. 0: it stops at once.', { min: 0, max: MAX_HOURS, default: 24 })
  keep_hours?: number | null;
}

export class RedeliverWebhooks {
  @TextField('Send all events from this position on, as `position` of a payload gives it.', {
    max: 18,
    pattern: /^(?:0|[1-9]\d{0,17})$/,
    message: '$property must be a position, as payloads and attempts have it',
    example: '118',
  })
  from_position?: string | null;

  @TimeField('Send all events that were stored at this time or later.', { example: '2026-11-20T14:03:00Z' })
  from_time?: string | null;
}

export class AttemptsQuery {
  @IntegerParameter('Attempts to return.', { min: 1, max: MAX_SHOWN, default: 50 })
  limit = 50;
}

const STATES = ['active', 'failing', 'paused', 'disabled'] as const;
export type WebhookState = (typeof STATES)[number];

@ApiSchema({ name: 'WebhookEndpoint' })
export class WebhookEndpointAnswer {
  @Field(integer('The number of the endpoint.', { minimum: 1 })) id!: number;
  @Field(text(NAME)) name!: string;
  @Field(orNull(text(`${URL_TEXT} Null without the scope \`write\`, because its path may hold a secret.`))) url!: string | null;
  @Field(text('The host of the address, with the port unless it is the usual one.')) host!: string;
  @Field(list(words(WEBHOOK_EVENTS), EVENTS)) events!: readonly WebhookEvent[];
  @Field(words(STATES, '`failing`: the last requests have failed, and are tried again. `disabled`: nothing is sent any more.'))
  state!: WebhookState;
  @Field(orNull(words(DISABLED_REASONS), '`long-failure`: every request has failed for five days. `gone`: it answered 410.'))
  disabled_reason!: DisabledReason | null;
  @Field(orNull(time('When it was disabled.'))) disabled_at!: string | null;
  @Field(orNull(time('The first failure since the last success.'))) failing_since!: string | null;
  @Field(orNull(time('After an outage: nothing is sent before this time.'))) next_try_at!: string | null;
  @Field(orNull(time('When it last answered with success.'))) last_success_at!: string | null;
  @Field(count('Messages that wait.')) pending!: number;
  @Field(orNull(time('During a rotation: until then the older secret signs too.'))) old_secret_until!: string | null;
  @Field(integer('Counts the changes. Part of the `ETag`.', { minimum: 1 })) revision!: number;
  @Field(time('When it was set up.')) created_at!: string;
  @Field(time('When it was last changed.')) updated_at!: string;
}

export class NewWebhookEndpoint extends WebhookEndpointAnswer {
  @Field(text('The key that signs the requests. Only this answer shows it.')) secret!: string;
}

export class WebhookEndpointList {
  @Field(list(WebhookEndpointAnswer, 'Oldest first.')) items!: readonly WebhookEndpointAnswer[];
}

@ApiSchema({ name: 'WebhookSecret' })
export class WebhookSecretAnswer {
  @Field(text('The new key. Only this answer shows it.')) secret!: string;
  @Field(orNull(time('Until then the older secret signs too.'))) old_secret_until!: string | null;
}

@ApiSchema({ name: 'WebhookTest' })
export class WebhookTestAnswer {
  @Field(flag('True if the answer was 2xx.')) ok!: boolean;
  @Field(text('The `webhook-id` of the request.')) webhook_id!: string;
  @Field(count('Milliseconds.')) duration_ms!: number;
  @Field(orNull(integer('The HTTP status of the answer; null without an answer.'))) status!: number | null;
  @Field(orNull(text('`http-status`, `no-answer`, `host-unknown`, `address-refused` …; null after a success.')))
  error!: string | null;
  @Field(orNull(text('The beginning of the answer.'))) answer!: string | null;
}

@ApiSchema({ name: 'WebhookAttempt' })
export class WebhookAttemptAnswer {
  @Field(text('The `webhook-id` of the request, the same for every attempt.')) webhook_id!: string;
  @Field(words([...WEBHOOK_EVENTS, 'webhook.test'], 'The event.')) event!: WebhookEvent | 'webhook.test';
  @Field(orNull(text('The item; null for a test, and for an event of the library.'))) item_id!: string | null;
  @Field(orNull(text('The position of the event; null for a test, and for an event of the library.'))) position!: string | null;
  @Field(time('When it was sent.')) at!: string;
  @Field(count('Milliseconds.')) duration_ms!: number;
  @Field(orNull(integer('The HTTP status of the answer; null without an answer.'))) status!: number | null;
  @Field(orNull(text('A stable code; null after a success.'))) error!: string | null;
  @Field(orNull(time('When it is tried again; null if it is not.'))) retry_at!: string | null;
}

@ApiSchema({ name: 'WebhookAttemptList' })
export class WebhookAttemptList {
  @Field(list(WebhookAttemptAnswer, `The newest first. The last ${String(ATTEMPTS_KEPT)} are kept.`))
  items!: readonly WebhookAttemptAnswer[];
}

@ApiSchema({ name: 'WebhookRedelivery' })
export class WebhookRedelivery {
  @Field(jsonOf({ type: 'string', description: 'All events after this position are sent again.' })) after_position!: string;
}

function stateOf({ isPaused, disabledAt, failingSince }: WebhookEndpoint): WebhookState {
  if (disabledAt !== undefined) return 'disabled';
  if (isPaused) return 'paused';
  return failingSince === undefined ? 'active' : 'failing';
}

export interface EndpointView {
  readonly now: Date;
  /** True: the reader may not change the endpoint, so the address is not shown. */
  readonly isReadOnly: boolean;
}

export const renderEndpoint = (
  endpoint: WebhookEndpoint,
  { now, isReadOnly }: EndpointView,
): Readonly<WebhookEndpointAnswer> => ({
  id: endpoint.id,
  name: endpoint.name,
  url: isReadOnly ? null : endpoint.url,
  host: new URL(endpoint.url).host,
  events: endpoint.events,
  state: stateOf(endpoint),
  disabled_reason: endpoint.disabledReason ?? null,
  disabled_at: endpoint.disabledAt ?? null,
  failing_since: endpoint.failingSince ?? null,
  next_try_at: endpoint.waitUntil !== undefined && Date.parse(endpoint.waitUntil) > now.getTime() ? endpoint.waitUntil : null,
  last_success_at: endpoint.lastSuccessAt ?? null,
  pending: endpoint.pending,
  old_secret_until: findValidSecrets(endpoint.secrets, now)[1]?.until ?? null,
  revision: endpoint.revision,
  created_at: endpoint.createdAt,
  updated_at: endpoint.updatedAt,
});

export const renderTest = ({ messageId, durationMs, status, error, answer }: EndpointTest): Readonly<WebhookTestAnswer> => ({
  ok: error === undefined,
  webhook_id: messageId,
  duration_ms: durationMs,
  status: status ?? null,
  error: error ?? null,
  answer: answer ?? null,
});

export const renderAttempt = (attempt: WebhookAttempt): Readonly<WebhookAttemptAnswer> => ({
  webhook_id: attempt.messageId,
  event: attempt.event,
  item_id: attempt.assetId ?? null,
  position: attempt.position ?? null,
  at: attempt.at,
  duration_ms: attempt.durationMs,
  status: attempt.status ?? null,
  error: attempt.error ?? null,
  retry_at: attempt.retryAt ?? null,
});
