import { setMaxListeners } from 'node:events';
import { BehaviorSubject, filter, firstValueFrom, fromEvent, map, merge, race, timer } from 'rxjs';
import type { Change, ChangeFeed } from './change-feed.js';

/** Core NATS loses messages while a connection is down, so a waiter also polls. Milliseconds. */
const LOOK_EVERY_MS = 2_000;

export interface WaitOptions {
  /** `undefined` waits for a change of any asset. */
  readonly assetId: string | undefined;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * Polls until the result is good or the time is up, and returns the last result. Listens before it reads, so that no change is
 * lost between the two.
 */
export async function waitUntil<T>(
  changes: ChangeFeed,
  { assetId, limitMs, signal }: WaitOptions,
  look: () => Promise<T>,
  good: (seen: T) => boolean,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  const isRelevant = (change: Change | undefined): boolean =>
    assetId === undefined || change === undefined || change.assetId === assetId;
  // Many requests may wait with one signal.
  setMaxListeners(0, signal);
  const isRung = new BehaviorSubject(false);
  const rings = merge(changes.pipe(filter(isRelevant)), fromEvent(signal, 'abort')).pipe(map(() => true));
  const listening = rings.subscribe(isRung);
  try {
    for (;;) {
      isRung.next(false);
      const seen = await look();
      const remainingMs = deadline - performance.now();
      if (good(seen) || remainingMs <= 0 || signal.aborted) return seen;
      await firstValueFrom(race(isRung.pipe(filter(Boolean)), timer(Math.min(remainingMs, LOOK_EVERY_MS))));
    }
  } finally {
    listening.unsubscribe();
  }
}
