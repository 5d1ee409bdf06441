import { setTimeout as delay } from 'node:timers/promises';
import { JetStreamApiError } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { kindOf } from '@throughline/contracts';
import { answerWithin, type Question } from './answer-within.js';
import { getConnectionWatch } from './connection.js';

const TOTAL_MS = 10_000;
const PAUSE_MS = 50;
const SERVER_ERROR = 500;

/** Kinds of errors about access to the log. All other kinds are about the log itself. */
const PASSING: readonly (string | undefined)[] = [
  undefined,
  'connection-lost',
  'pull-broken',
  'unavailable',
  'publish-unanswered',
];
const isTransient = (error: unknown): boolean => {
  if (error instanceof JetStreamApiError) return error.status >= SERVER_ERROR;
  return !(error instanceof TypeError) && PASSING.includes(kindOf(error));
};

export interface RetryOptions {
  readonly totalMs?: number;
  readonly signal?: AbortSignal;
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** Repeats a read until it succeeds or the time is over. Reads are always safe to repeat. */
export async function retryRead<T>(nc: NatsConnection, read: Question<T>, options: RetryOptions): Promise<T> {
  const { totalMs = Infinity, signal, onFailure } = options;
  const deadline = Date.now() + totalMs;
  const watch = getConnectionWatch(nc);
  for (;;) {
    await watch.settled(Math.min(deadline - Date.now(), TOTAL_MS));
    try {
      return await watch.answerOf(answerWithin(deadline - Date.now(), read));
    } catch (error) {
      if (!isTransient(error) || nc.isClosed() || signal?.aborted === true || Date.now() >= deadline) throw error;
      onFailure?.(error);
      await delay(PAUSE_MS);
    }
  }
}

export async function readWithRetries<T>(
  nc: NatsConnection,
  read: Question<T>,
  giveUp: (cause: unknown) => Error,
  totalMs = TOTAL_MS,
): Promise<T> {
  try {
    return await retryRead(nc, read, { totalMs });
  } catch (error) {
    throw isTransient(error) ? giveUp(error) : error;
  }
}
