import type { ManualClock } from './manual-clock.js';

export interface TestTime {
  /** Milliseconds. */
  readonly now: () => number;
  readonly eventually: (what: string, condition: () => boolean | Promise<boolean>) => Promise<void>;
}

const STEP_MS = 25;
const GIVE_UP_MS = 120_000;

async function waitFor(
  time: { now(): number; step(): Promise<void> },
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = time.now() + GIVE_UP_MS;
  while (!(await condition())) {
    if (time.now() > end) throw new Error(`Not within ${String(GIVE_UP_MS)} ms: ${what}`);
    await time.step();
  }
}

export const realTime: TestTime = {
  now: () => performance.now(),
  eventually: (what, condition) =>
    waitFor(
      { now: () => performance.now(), step: () => new Promise((resolve) => setTimeout(resolve, STEP_MS)) },
      what,
      condition,
    ),
};

export const manualTime = (clock: ManualClock): TestTime => ({
  now: () => clock.now(),
  eventually: (what, condition) => waitFor({ now: () => clock.now(), step: () => clock.advance(STEP_MS) }, what, condition),
});
