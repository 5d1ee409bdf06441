import type { Progress } from '@throughline/contracts';
import { isPresent, type AssetState, type StepState } from '../asset/state.js';
import { plannedSteps } from '../steps/run.js';

/** Progress of running attempts as their leases tell it, by step. It lives outside of the log. */
export type LiveProgress = ReadonlyMap<string, Progress>;

/** How far a step is, 0 to 1; null where nobody knows. A live value is used only for an attempt that runs. */
export function stepProgress(step: StepState, live?: LiveProgress): number | null {
  if (step.phase === 'completed') return 1;
  if (step.phase === 'skipped') return null;
  const told = step.phase === 'running' ? live?.get(step.step)?.fraction : undefined;
  return told ?? step.progress ?? null;
}

const SCALE = 10_000;

/** Work done of the newest run as a fraction, each step that is not skipped counting alike; null before the first run. */
export function recordingProgress(state: AssetState, live?: LiveProgress): number | null {
  const steps = isPresent(state) ? plannedSteps(state).map(({ step }) => step) : [];
  const counted = steps.filter((step) => step.phase !== 'skipped');
  if (counted.length === 0) return null;
  const done = counted.reduce((sum, step) => sum + (stepProgress(step, live) ?? 0), 0);
  return Math.round((done / counted.length) * SCALE) / SCALE;
}
