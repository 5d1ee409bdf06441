import type { QuotaName } from '@throughline/contracts';
import type { CredentialId, CredentialType } from '@throughline/credentials';
import type { Position } from '@throughline/event-store';
import type { LossReason } from '../../credentials/index.js';

/** Events of items. They follow from the log. */
export const ITEM_EVENTS = [
  'item.status_changed',
  'item.ready',
  'item.failed',
  'item.needs_attention',
  'delivery.completed',
  'follow_up.failed',
] as const;
/** Events of a library as a whole. They follow from what is the case when a gateway looks. */
export const LIBRARY_EVENTS = ['quota.nearly_used', 'credential.needs_reauth', 'webhook.disabled'] as const;
export const WEBHOOK_EVENTS = [...ITEM_EVENTS, ...LIBRARY_EVENTS] as const;
export type LibraryEventName = (typeof LIBRARY_EVENTS)[number];
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** The API's number of an endpoint. Numbers are never reused. */
export type EndpointId = number;

/** `long-failure`: no request has succeeded for days. `gone`: the receiver answered 410. */
export const DISABLED_REASONS = ['long-failure', 'gone'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** A secret that signs requests. During a rotation the older one signs too, until `until`. */
export interface SigningSecret {
  /** `whsec_` and the key in Base64 (Standard Webhooks). */
  readonly secret: string;
  readonly until?: string;
}

/** The restoration of an older copy of the log, as an endpoint has noticed it. */
export interface LogRestore {
  /** The newest commit of the library in the copy. */
  readonly after: Position;
  readonly at: string;
}

/** An address outside of the server that is told of changes to the items of a library. */
export interface WebhookEndpoint {
  readonly id: EndpointId;
  readonly libraryId: string;
  readonly name: string;
  /** May contain a secret of the receiver, so it is stored sealed. */
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** The newest first. */
  readonly secrets: readonly SigningSecret[];
  readonly isPaused: boolean;
  readonly disabledReason: DisabledReason | undefined;
  readonly disabledAt: string | undefined;
  /** The first failure since the last success. */
  readonly failingSince: string | undefined;
  /** Failures since the last success that say nothing about a single message: outages, timeouts, 5xx, 429. */
  readonly outages: number;
  /** Nothing is sent before. A time in the past: no gateway has looked at the endpoint since. */
  readonly waitUntil: string | undefined;
  readonly lastSuccessAt: string | undefined;
  /** Undefined unless an older copy of the log was restored. */
  readonly restored: LogRestore | undefined;
  /** Messages that wait to be sent. */
  readonly pending: number;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type EndpointContent = Pick<WebhookEndpoint, 'name' | 'url' | 'events' | 'secrets' | 'isPaused'>;
export interface EndpointChange extends EndpointContent {
  /** Enables a disabled endpoint, and ends a wait after failures. */
  readonly isResumed?: boolean;
}
export type NewEndpoint = EndpointContent & Pick<WebhookEndpoint, 'libraryId'>;

interface Payload<Type extends LibraryEventName, Data> {
  readonly type: Type;
  /** The time when it began, as far as it is known. */
  readonly timestamp: string;
  readonly data: Data;
}

interface NearlyUsedData {
  readonly quota: QuotaName;
  /** Includes the amounts that work in progress holds. */
  readonly used: number;
  readonly limit: number;
  /** `YYYYMM`. */
  readonly period: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly renews_on: string;
}

interface DisabledData {
  readonly id: EndpointId;
  readonly name: string;
  readonly disabled_reason: DisabledReason;
  readonly disabled_at: string;
}

interface LostCredentialData {
  readonly id: CredentialId;
  readonly name: string;
  readonly type: CredentialType;
  readonly reason: LossReason;
  readonly used_by: readonly string[];
}

/** The body of a request about a library as a whole. It has nothing of the content of items. */
export type LibraryPayload =
  | Payload<'quota.nearly_used', NearlyUsedData>
  | Payload<'credential.needs_reauth', LostCredentialData>
  | Payload<'webhook.disabled', DisabledData>;

/** Something that is the case in a library, and that its endpoints are told once. */
export interface LibraryEvent {
  /** The same for the same cause, and unique in the library. */
  readonly key: string;
  readonly payload: LibraryPayload;
}

/**
 * One event of one item, or of the library, for one endpoint. Holds no personal data of items: their payload is made from the log
 * when it is sent.
 */
export interface WebhookMessage {
  /** The item, or the id that stands for an event of the library. */
  readonly assetId: string;
  /** Position of the commit; 0 for an event of the library. Orders the messages of an item, together with `index`. */
  readonly position: Position;
  readonly index: number;
  readonly event: WebhookEvent;
  /** The output of `delivery.completed`; with its follow-up for `follow_up.failed`: `library/thumbnail`. */
  readonly output: string | undefined;
  readonly previousStatus: string | undefined;
  /** The body of an event of the library. */
  readonly payload?: LibraryPayload;
}

export interface PendingMessage extends WebhookMessage {
  /** Failed attempts so far. */
  readonly attempts: number;
  /** Milliseconds since the first failed attempt. */
  readonly failingMs: number;
}

/** The log of one request. Holds neither its body nor the answer's. */
export interface WebhookAttempt {
  readonly id: string;
  readonly messageId: string;
  /** `webhook.test` for a test. */
  readonly event: WebhookEvent | 'webhook.test';
  readonly assetId: string | undefined;
  readonly position: Position | undefined;
  readonly at: string;
  readonly durationMs: number;
  /** The status of the answer, if there was one. */
  readonly status: number | undefined;
  /** A stable code, if the attempt failed: `http-status`, `no-answer`, `address-refused` … */
  readonly error: string | undefined;
  /** The time of the next attempt of this message, if there is one. */
  readonly retryAt: string | undefined;
}

/** The decision after an attempt. */
export interface Settlement {
  /** `given-up`: the receiver has refused this message for days, while it accepted others, or the log has lost the event. */
  readonly outcome: 'delivered' | 'retry' | 'given-up';
  readonly retryInMs?: number;
  /** The endpoint sends nothing before this time: the receiver is down, or asked for a pause. */
  readonly pauseMs?: number;
  readonly disable?: DisabledReason;
}
