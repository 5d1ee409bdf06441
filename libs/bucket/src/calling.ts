import { setTimeout as delay } from 'node:timers/promises';
import { toBucketError, type BucketError } from './trouble.js';

/** Waits between tries; what still fails then is for the engine, which waits longer and shows it. */
const PAUSES_MS = [150, 600];
/** Is asked to wait longer than this: not here. */
const MOST_PATIENCE_MS = 1_000;

const isPassing = ({ trouble, retryAfterMs = 0 }: BucketError): boolean =>
  (trouble === 'busy' || trouble === 'unreachable') && retryAfterMs <= MOST_PATIENCE_MS;

/** A request that may be repeated: a bounded number of tries, and an end at once where the signal says so. */
export async function calling<T>(request: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    signal?.throwIfAborted();
    try {
      return await request();
    } catch (error) {
      signal?.throwIfAborted();
      const trouble = toBucketError(error);
      const pause = PAUSES_MS[tried];
      if (pause === undefined || !isPassing(trouble)) throw trouble;
      await patience(Math.max(pause * (0.5 + Math.random()), trouble.retryAfterMs ?? 0), signal);
    }
  }
}

async function patience(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}
