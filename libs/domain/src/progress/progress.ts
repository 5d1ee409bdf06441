import type { Progress } from '@throughline/contracts';
import { isPresent, type AssetState, type StepState } from '../asset/state.js';
import { plannedSteps } from '../steps/run.js';
import { startedIn } from '../steps/steps.js';

/** Progress of running attempts as their leases tell it, by step. It lives outside of the log. */
export type LiveProgress = ReadonlyMap<string, Progress>;

/** Done is said by an event and by nothing else: what a worker tells stays below it (D18). */
const ALMOST = 0.99;

/**
 * How far a step is, 0 to 1; null where nobody knows. Of an attempt at work only its own lease can tell: what an earlier one
 * had reached would make it fall. Otherwise it is what the last end told, so a failed step stays where it failed (PRG-09).
 */
export function stepProgress(step: StepState, live?: LiveProgress): number | null {
  if (step.phase === 'completed') return 1;
  if (step.phase === 'skipped') return null;
  const told = step.phase === 'running' ? live?.get(step.step)?.fraction : step.progress;
  return told === undefined ? null : Math.min(told, ALMOST);
}

const SCALE = 10_000;

/** What was left out before it began is no part of the work; what was given up later was, and is over. */
const isLeftOut = (step: StepState, runId: string | undefined): boolean =>
  step.phase === 'skipped' && startedIn(step, runId) === undefined;
const shareOf = (step: StepState, live?: LiveProgress): number =>
  step.phase === 'skipped' ? 1 : (stepProgress(step, live) ?? 0);

/** Work done of the newest run as a fraction, each step that is not left out counting alike; null before the first run. */
export function recordingProgress(state: AssetState, live?: LiveProgress): number | null {
  if (!isPresent(state)) return null;
  const counted = plannedSteps(state).flatMap(({ step }) => (isLeftOut(step, state.run?.runId) ? [] : [step]));
  if (counted.length === 0) return null;
  const done = counted.reduce((sum, step) => sum + shareOf(step, live), 0);
  // Rounding must not make a whole of what is not.
  return done === counted.length ? 1 : Math.min(Math.round((done / counted.length) * SCALE), SCALE - 1) / SCALE;
}
