import { setTimeout as delay } from 'node:timers/promises';
import { JetStreamApiError } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { kindOf } from '@throughline/contracts';
import { connectionWatch } from './connection.js';

const TOTAL_MS = 10_000;
const PAUSE_MS = 50;

const SERVER_ERROR = 500;

/** Our own errors say something about the log itself; only a pull that broke, like the client's untagged errors, is about the way to it. */
const isPassing = (error: unknown): boolean => {
  if (error instanceof JetStreamApiError) return error.status >= SERVER_ERROR;
  const kind = kindOf(error);
  return !(error instanceof TypeError) && (kind === undefined || kind === 'pull-broken');
};

/** Repeats a read, which is always safe, until it succeeds or the time is over. */
export async function withRetries<T>(nc: NatsConnection, read: () => Promise<T>, giveUp: (cause: unknown) => Error): Promise<T> {
  const deadline = Date.now() + TOTAL_MS;
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (nc.isClosed() || Date.now() >= deadline) throw giveUp(error);
      await connectionWatch(nc).settled(deadline - Date.now());
      await delay(PAUSE_MS);
    }
  }
}
