import { Bell } from './bell.js';
import type { ChangeFeed } from './change-feed.js';

/** Core NATS loses what is said while a connection is away; a waiter looks by itself this often. Milliseconds. */
const LOOK_EVERY_MS = 2_000;

export interface Wait {
  /** Undefined: a change of any asset. */
  readonly assetId: string | undefined;
  readonly limitMs: number;
  /** Fires when the client has gone. */
  readonly signal: AbortSignal;
}

/**
 * Looks until what it sees is good, or the time is over; the last look is the answer.
 * It listens before it looks, so that no change falls between the two.
 */
export async function waitUntil<T>(feed: ChangeFeed, wait: Wait, look: () => Promise<T>, good: (seen: T) => boolean): Promise<T> {
  const deadline = performance.now() + wait.limitMs;
  const bell = new Bell();
  const ring = (): void => {
    bell.ring();
  };
  const stop = wait.assetId === undefined ? feed.follow(ring) : feed.listen(wait.assetId, ring);
  wait.signal.addEventListener('abort', ring);
  try {
    for (;;) {
      bell.reset();
      const seen = await look();
      const left = deadline - performance.now();
      if (good(seen) || left <= 0 || wait.signal.aborted) return seen;
      await bell.rung(Math.min(left, LOOK_EVERY_MS));
    }
  } finally {
    stop();
    wait.signal.removeEventListener('abort', ring);
  }
}
