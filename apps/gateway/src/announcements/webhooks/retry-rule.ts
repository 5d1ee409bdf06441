import type { PendingMessage, Settlement, WebhookEndpoint } from './webhook-endpoint.js';
import type { RequestResult } from './send-request.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BACKOFF_MS = [5_000, 30_000, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR];
/** An endpoint that is down is asked at least this often, so that it receives its messages soon after it is up again. */
const LONGEST_PAUSE_MS = HOUR;
/** After this time without any success, an endpoint is disabled. A message that only it refuses is given up. */
export const LONGEST_FAILURE_MS = 5 * 24 * HOUR;

/** Statuses of the receiver as a whole, as opposed to those about one message. */
const isOutageStatus = (status: number): boolean => status >= 500 || [401, 403, 404, 408, 425, 429].includes(status);

/**
 * `endpoint`: the receiver is down, or the address is wrong. `message`: the receiver refuses this message. `item`: the server
 * itself cannot read the item.
 */
export type FailureScope = 'endpoint' | 'message' | 'item';

export const ITEM_UNREADABLE = 'item-unreadable';
/** An older copy of the log was restored, which lacks the commit of the event. */
export const EVENT_MISSING = 'event-missing';

export function scopeOfFailure({ status, error }: Pick<RequestResult, 'status' | 'error'>): FailureScope {
  if (error === ITEM_UNREADABLE || error === EVENT_MISSING) return 'item';
  return status === undefined || isOutageStatus(status) ? 'endpoint' : 'message';
}

const backoffOf = (failures: number): number => BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? HOUR;

/** Spreads retries, so that the messages of an outage do not return at the same moment. */
const spread = (ms: number, random: number): number => Math.round(ms * (0.9 + random * 0.2));

interface FailureFacts {
  readonly endpoint: Pick<WebhookEndpoint, 'outages' | 'failingSince'>;
  readonly message: Pick<PendingMessage, 'attempts' | 'failingMs'>;
  readonly now: Date;
  /** From 0 to 1. */
  readonly random: number;
}

const hasFailedLong = ({ failingSince }: FailureFacts['endpoint'], now: Date): boolean =>
  failingSince !== undefined && now.getTime() - Date.parse(failingSince) >= LONGEST_FAILURE_MS;

/** Decides what follows from the result of an attempt. */
export function settleAttempt(result: RequestResult, { endpoint, message, now, random }: FailureFacts): Settlement {
  if (result.error === undefined) return { outcome: 'delivered' };
  if (result.error === EVENT_MISSING) return { outcome: 'given-up' };
  // The receiver wants no more requests (Standard Webhooks, "410 Gone").
  if (result.status === 410) return { outcome: 'retry', retryInMs: 0, disable: 'gone' };
  const scope = scopeOfFailure(result);
  if (scope !== 'item' && hasFailedLong(endpoint, now)) return { outcome: 'retry', retryInMs: 0, disable: 'long-failure' };
  if (message.failingMs >= LONGEST_FAILURE_MS) return { outcome: 'given-up' };
  const own = Math.max(result.retryAfterMs ?? 0, spread(backoffOf(message.attempts), random));
  const pauseMs = scope === 'endpoint' ? pauseAfter(result, endpoint, random) : undefined;
  if (pauseMs === undefined) return { outcome: 'retry', retryInMs: own };
  return { outcome: 'retry', retryInMs: Math.max(pauseMs, Math.min(own, LONGEST_PAUSE_MS)), pauseMs };
}

/** A first failure may be about its item alone, so the others go on. A second one without a success between them pauses all. */
function pauseAfter(
  { retryAfterMs = 0 }: RequestResult,
  { outages }: FailureFacts['endpoint'],
  random: number,
): number | undefined {
  const backoffMs = outages === 0 ? 0 : spread(Math.min(backoffOf(outages - 1), LONGEST_PAUSE_MS), random);
  // Retry-After lengthens a pause. Zero or a past time must not end the backoff.
  const pauseMs = Math.max(retryAfterMs, backoffMs);
  return pauseMs === 0 ? undefined : pauseMs;
}
