import { setImmediate as others } from 'node:timers/promises';

/** Long enough for progress, and short enough not to delay other requests. */
const TURN_MS = 10;

/** Runs many small steps, and yields to the event loop in between. */
export async function runInTurns<T>(steps: Generator<undefined, T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < TURN_MS) continue;
    await others();
    since = performance.now();
  }
}
