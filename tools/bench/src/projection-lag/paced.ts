import { setTimeout as pause } from 'node:timers/promises';

/**
 * Starts `act` at a fixed rate, whether or not earlier calls have ended: a slow answer must not slow down the load. Resolves with
 * all results.
 */
export async function atRate<T>(count: number, perSecond: number, act: (nth: number) => Promise<T>): Promise<readonly T[]> {
  const started = performance.now();
  const running: Promise<T>[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const due = started + (nth * 1_000) / perSecond;
    const left = due - performance.now();
    if (left > 0) await pause(left);
    running.push(act(nth));
  }
  return Promise.all(running);
}
