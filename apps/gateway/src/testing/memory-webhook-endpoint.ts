import { comparePosition, type Position } from '@throughline/event-store';
import type {
  PendingMessage,
  WebhookAttempt,
  WebhookEndpoint,
  WebhookMessage,
} from '../announcements/webhooks/webhook-endpoint.js';
import type { AttemptResult } from '../announcements/webhooks/webhook-store.js';

interface StoredMessage extends WebhookMessage {
  attempts: number;
  failingSince: number | undefined;
  nextAt: number;
}

/** An endpoint of specs with its queue. */
export interface StoredEndpoint {
  content: Omit<WebhookEndpoint, 'pending'>;
  start: Position;
  /** The tables that the endpoint reads, and when it last did so. */
  tables: number;
  readAt: number;
  claim: string | undefined;
  leaseUntil: number;
  attempts: readonly WebhookAttempt[];
  messages: StoredMessage[];
  readonly positions: Map<string, Position>;
  /** Ids that stand for events of the library. */
  readonly notified: Set<string>;
}

/** Continues after the end of a restored copy of the log. */
export function continueAfter(stored: StoredEndpoint, after: Position, now: Date): void {
  if (comparePosition(stored.start, after) > 0) stored.start = after;
  stored.messages = stored.messages.filter(({ position }) => comparePosition(position, after) <= 0);
  for (const [assetId, position] of stored.positions)
    if (comparePosition(position, after) > 0) stored.positions.set(assetId, after);
  stored.content = { ...stored.content, restored: { after, at: now.toISOString() } };
}

interface Settling {
  readonly result: AttemptResult;
  readonly now: Date;
}

export const compareMessages = (one: WebhookMessage, other: WebhookMessage): number =>
  comparePosition(one.position, other.position) || one.index - other.index;

/** Returns the time of the next attempt, if there is one. */
export function settleMessage(
  stored: StoredEndpoint,
  message: PendingMessage,
  { result: { settlement }, now }: Settling,
): string | undefined {
  const ms = now.getTime();
  if (settlement.outcome !== 'retry') {
    stored.messages = stored.messages.filter((one) => compareMessages(one, message) !== 0);
    return undefined;
  }
  const waiting = stored.messages.find((one) => compareMessages(one, message) === 0);
  if (waiting === undefined) return undefined;
  waiting.attempts += 1;
  waiting.failingSince ??= ms;
  waiting.nextAt = ms + (settlement.retryInMs ?? 0);
  return settlement.disable === undefined ? new Date(waiting.nextAt).toISOString() : undefined;
}

export function settleEndpoint(stored: StoredEndpoint, { outages }: WebhookEndpoint, { result, now }: Settling): void {
  const {
    settlement: { pauseMs, disable },
    failure,
  } = result;
  const [at, ms] = [now.toISOString(), now.getTime()];
  const { content } = stored;
  if (failure === undefined)
    stored.content = {
      ...content,
      failingSince: undefined,
      outages: 0,
      waitUntil: content.waitUntil !== undefined && Date.parse(content.waitUntil) > ms ? content.waitUntil : undefined,
      lastSuccessAt: at,
    };
  else if (failure !== 'item')
    stored.content = {
      ...content,
      failingSince: content.failingSince ?? at,
      outages: Math.min(content.outages + (failure === 'endpoint' ? 1 : 0), outages + 1),
      ...(pauseMs === undefined ? {} : { waitUntil: new Date(ms + pauseMs).toISOString() }),
      ...(disable === undefined ? {} : { disabledReason: disable, disabledAt: at }),
    };
}
