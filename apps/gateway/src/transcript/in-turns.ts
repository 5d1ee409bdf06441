import { setImmediate as others } from 'node:timers/promises';

/** Long enough to get on, and short enough that nobody waits for it. Milliseconds. */
const TURN_MS = 10;

/** Carries out many small steps, and lets others have their turn in between. */
export async function inTurns<T>(steps: Generator<undefined, T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < TURN_MS) continue;
    await others();
    since = performance.now();
  }
}
