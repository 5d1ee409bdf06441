import { setTimeout as delay } from 'node:timers/promises';
import { JetStreamApiError } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { kindOf } from '@throughline/contracts';
import { connectionWatch } from './connection.js';

const TOTAL_MS = 10_000;
const PAUSE_MS = 50;
const SERVER_ERROR = 500;

/** Kinds that speak of the way to the log. All other kinds of ours say something about the log itself. */
const PASSING: readonly (string | undefined)[] = [
  undefined,
  'connection-lost',
  'pull-broken',
  'unavailable',
  'publish-unanswered',
];
const isPassing = (error: unknown): boolean => {
  if (error instanceof JetStreamApiError) return error.status >= SERVER_ERROR;
  return !(error instanceof TypeError) && PASSING.includes(kindOf(error));
};

export interface Retrying {
  /** Without one: as long as it takes. */
  readonly totalMs?: number;
  readonly signal?: AbortSignal;
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** Repeats a read, which is always safe, until it succeeds or the time is over. */
export async function retrying<T>(nc: NatsConnection, read: () => Promise<T>, options: Retrying): Promise<T> {
  const { totalMs = Infinity, signal, onFailure } = options;
  const deadline = Date.now() + totalMs;
  const watch = connectionWatch(nc);
  for (;;) {
    await watch.settled(Math.min(deadline - Date.now(), TOTAL_MS));
    try {
      return await watch.answerOf(read());
    } catch (error) {
      if (!isPassing(error) || nc.isClosed() || signal?.aborted === true || Date.now() >= deadline) throw error;
      onFailure?.(error);
      await delay(PAUSE_MS);
    }
  }
}

/** The same for a caller that waits: after a while it is told that the log cannot be had. */
export async function withRetries<T>(nc: NatsConnection, read: () => Promise<T>, giveUp: (cause: unknown) => Error): Promise<T> {
  try {
    return await retrying(nc, read, { totalMs: TOTAL_MS });
  } catch (error) {
    throw isPassing(error) ? giveUp(error) : error;
  }
}
