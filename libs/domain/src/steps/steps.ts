import type { PlanStep, SkipReason } from '@throughline/contracts';
import type { Asset, AttemptRecord, StepPhase, StepState } from '../asset/state.js';

/** The stage that hears. */
export const TRANSCRIBE = 'TRANSCRIBE';

/** The asset's one entry for a step (STG-03). */
export const stepOf = (asset: Asset, step: string): StepState | undefined => asset.steps.find((each) => each.step === step);

/** What the newest run's plan says of a step. */
export const plannedStep = (asset: Asset, step: string): PlanStep | undefined =>
  asset.run?.plan.steps.find((each) => each.step === step);

/** Everything that a step of the plan depends on, directly or not. */
export function ancestors(asset: Asset, step: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...(plannedStep(asset, step)?.dependsOn ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(plannedStep(asset, next)?.dependsOn ?? []));
  }
  return found;
}

/** The attempt that may start, report and end: the newest, while it has no end. */
export const currentAttempt = (step: StepState): AttemptRecord | undefined => {
  const newest = step.attempts.at(-1);
  return newest !== undefined && newest.end === undefined ? newest : undefined;
};

/**
 * When this run has last begun with its work; undefined where it has not: the checks before the work are no beginning (AGG-16).
 * However long it waits after that, the answer stays: such an attempt is not forgotten.
 */
export const startedIn = ({ attempts }: StepState, runId: string | undefined): string | undefined =>
  attempts.findLast((attempt) => attempt.runId === runId && attempt.startedAt !== undefined)?.startedAt;

const ENDED: ReadonlySet<StepPhase> = new Set<StepPhase>(['completed', 'failed', 'skipped']);

/** Nothing more comes of the step by itself. */
export const hasEnded = (step: StepState): boolean => ENDED.has(step.phase);

/** Completed or skipped: what depends on it may go on (AGG-07). */
export const isFinished = (step: StepState): boolean => step.phase === 'completed' || step.phase === 'skipped';

/** A queued or running step: it has a current attempt. */
export const isOpen = (step: StepState): boolean => step.phase === 'scheduled' || step.phase === 'running';

/** Something that was to be done at an output has failed, or was given up with its run (U9). */
export const hasFollowUpLeft = ({ steps }: Asset): boolean => steps.some((step) => step.kind === 'followUp' && !isFinished(step));

/** Code of a delivery that a person did not find at its destination. */
export const NOT_DELIVERED = 'not-delivered';

/** Sent, and nobody could say whether it has arrived: until a person has looked, nothing can follow upon it. */
export const isUnconfirmed = (step: StepState): boolean =>
  step.kind === 'delivery' && step.phase === 'completed' && step.result?.['unconfirmed'] === true;

/** The output holds an earlier version of the recording and cannot replace it. */
export const isIrreplaceable = (step: StepState): boolean =>
  step.kind === 'delivery' && step.phase === 'completed' && step.result?.['outdated'] === true;

/** The output holds an earlier version of the recording. */
export const isOutdated = (step: StepState): boolean => step.superseded === true || isIrreplaceable(step);

/** Why a step is skipped that needed the result of a skipped or failed one (STG-12). */
export const reasonAfter = (parent: StepState): SkipReason => {
  if (parent.phase === 'failed' || parent.skipReason === 'error') return 'parent_failed';
  // "manual" is said only of what a person skipped.
  return parent.skipReason === undefined || parent.skipReason === 'manual' ? 'not_applicable' : parent.skipReason;
};
