import type { Progress } from '@throughline/contracts';
import { isPresent, type AssetState, type StepState } from '../asset/state.js';
import { plannedSteps } from '../asset/steps/run.js';
import { lastStartIn } from '../asset/steps/steps.js';

/** The progress in a lease, with the broker's times (ISO 8601). */
export interface LeaseProgress extends Progress {
  /** The time of the first received heartbeat with this progress. */
  readonly seenAt?: string;
  /** The time of the progress itself, known only if the reader also received the heartbeat before it. */
  readonly movedAt?: string;
}

/** The progress of running attempts by step, from their leases. It is not in the log. */
export type LiveProgress = ReadonlyMap<string, LeaseProgress>;

/** Only an event completes a step: a worker's own report stays below 1 (D18). */
const ALMOST = 0.99;

/**
 * Returns a step's progress, 0 to 1, or null if it is unknown. For a running attempt only its own lease counts, or progress
 * would fall from an earlier attempt's value.
 * Otherwise the last end of an attempt counts, so a failed step keeps its progress (PRG-09).
 */
export function stepProgress(step: StepState, live?: LiveProgress): number | null {
  if (step.phase === 'completed') return 1;
  if (step.phase === 'skipped') return null;
  // A queued attempt starts from nothing. A step that waits for another service keeps its progress.
  if (step.phase === 'scheduled' && step.waiting === undefined) return 0;
  const fraction = step.phase === 'running' ? live?.get(step.step)?.fraction : step.progress;
  return fraction === undefined ? null : Math.min(fraction, ALMOST);
}

const SCALE = 10_000;

/**
 * Returns true for a step that was skipped before it started: it is no part of the work. A step that was given up later counts
 * as done.
 */
const isLeftOut = (step: StepState, runId: string | undefined): boolean =>
  step.phase === 'skipped' && lastStartIn(step, runId) === undefined;
const shareOf = (step: StepState, live?: LiveProgress): number =>
  step.phase === 'skipped' ? 1 : (stepProgress(step, live) ?? 0);

/**
 * Returns the newest run's progress as a fraction, with equal weight for each step that is not left out. Null before the first
 * run.
 */
export function recordingProgress(state: AssetState, live?: LiveProgress): number | null {
  if (!isPresent(state)) return null;
  const counted = plannedSteps(state).flatMap(({ step }) => (isLeftOut(step, state.run?.runId) ? [] : [step]));
  if (counted.length === 0) return null;
  const done = counted.reduce((sum, step) => sum + shareOf(step, live), 0);
  // Rounding must not complete an unfinished run.
  return done === counted.length ? 1 : Math.min(Math.round((done / counted.length) * SCALE), SCALE - 1) / SCALE;
}
