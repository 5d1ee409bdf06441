import { PREVIEW, type JsonObject, type PlanStep, type SkipReason } from '@throughline/contracts';
import type { PersonalData, PersonalStepData } from '../personal.js';
import type { AttemptRecord } from '../attempt-record.js';
import { previewPlan } from './preview-plan.js';
import type { Asset, StepError, StepIn, StepState } from '../state.js';

/** Returns the asset's only state of a step (STG-03). */
export const stepOf = (asset: Asset, step: string): StepState | undefined =>
  step === PREVIEW ? asset.preview : asset.steps.find((each) => each.step === step);

/** Returns the step as the run plans it. The previews have a plan without a run. */
export const plannedStep = (asset: Asset, step: string): PlanStep | undefined =>
  step === PREVIEW ? previewPlan : asset.run?.plan.steps.find((each) => each.step === step);

/** Returns the step's last failure, until its next attempt starts (D32). */
export const errorOf = (step: StepState | undefined): StepError | undefined =>
  step !== undefined && 'error' in step ? step.error : undefined;

export const skipReasonOf = (step: StepState): SkipReason | undefined => (step.phase === 'skipped' ? step.skipReason : undefined);

/** Returns the step's result, which only a completed step has. */
export const resultOf = (step: StepState | undefined): JsonObject | undefined =>
  step?.phase === 'completed' ? step.result : undefined;

/** Returns the opened sealed details of a completed step. */
export const sealedDetailsOf = (asset: Asset, { steps }: PersonalData, step: string): PersonalStepData['details'] =>
  stepOf(asset, step)?.phase === 'completed' ? steps?.[step]?.details : undefined;

/** Returns the address of delivered content: that of the destination, or the link that a person gave. */
export function deliveredUrlOf(step: StepState, { steps }: PersonalData): string | undefined {
  if (step.kind !== 'delivery' || step.phase !== 'completed') return undefined;
  const { url, givenUrl } = steps?.[step.step] ?? {};
  return url ?? givenUrl;
}

export const startedAtOf = (step: StepState): string | undefined => ('startedAt' in step ? step.startedAt : undefined);
export const endedAtOf = (step: StepState): string | undefined => ('endedAt' in step ? step.endedAt : undefined);
export const scheduledAtOf = (step: StepState): string | undefined => ('scheduledAt' in step ? step.scheduledAt : undefined);

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

/** Returns the attempt that may start, report and end: the newest, while it has no end. */
export const currentAttempt = (step: StepState): AttemptRecord | undefined => {
  const newest = step.attempts.at(-1);
  return newest !== undefined && newest.end === undefined ? newest : undefined;
};

/**
 * Returns the start of this run's newest attempt at the step, or undefined. Checks before the work do not count as a start
 * (AGG-16).
 * The answer stays during later waits, because such an attempt is never dropped.
 */
export const lastStartIn = ({ attempts }: StepState, runId: string | undefined): string | undefined =>
  attempts.findLast((attempt) => attempt.runId === runId && attempt.startedAt !== undefined)?.startedAt;

/** Returns when the newest run first started the step; later attempts do not change it. */
export function findFirstStart(step: StepState): string | undefined {
  // A step that the run has not scheduled yet may still hold attempts of the previous run.
  const isUntouched = step.phase === 'skipped' || (step.phase === 'pending' && step.progress === undefined);
  if (isUntouched) return startedAtOf(step);
  const runId = step.attempts.at(-1)?.runId;
  return (
    step.attempts.find((attempt) => attempt.runId === runId && attempt.startedAt !== undefined)?.startedAt ?? startedAtOf(step)
  );
}

/** Returns true if the step will not continue by itself. */
export const hasEnded = (step: StepState): step is StepIn<'completed' | 'failed' | 'skipped'> =>
  step.phase === 'completed' || step.phase === 'failed' || step.phase === 'skipped';

/** Returns true if the step is completed or skipped, so that its dependents may continue (AGG-07). */
export const isFinished = (step: StepState): step is StepIn<'completed' | 'skipped'> =>
  step.phase === 'completed' || step.phase === 'skipped';

export const isOpen = (step: StepState): step is StepIn<'scheduled' | 'running'> =>
  step.phase === 'scheduled' || step.phase === 'running';

/** Returns true if a follow-up has failed, or was given up with its run (U9). */
export const hasFollowUpLeft = ({ steps }: Asset): boolean => steps.some((step) => step.kind === 'followUp' && !isFinished(step));

/** The error code of a delivery that a person did not find at its destination. */
export const NOT_DELIVERED = 'not-delivered';
/** The error code of a step that a person has given up. */
export const GIVEN_UP = 'given-up';

type Delivered = StepIn<'completed'> & { readonly kind: 'delivery' };

/** Returns true if a delivery was sent but its arrival is unknown. Follow-ups wait until a person has checked it. */
export const isUnconfirmed = (step: StepState): step is Delivered =>
  step.kind === 'delivery' && step.phase === 'completed' && step.result['unconfirmed'] === true;

/** Returns true if a person has given up the delivery. A later request can send it all the same. */
export const isGivenUp = (step: StepState): step is StepIn<'skipped'> =>
  step.kind === 'delivery' && skipReasonOf(step) === 'manual';

/** Returns true if a delivery was given up while its arrival was unknown, so that its content may be at the destination. */
export const mayHaveArrived = (step: StepState): step is StepIn<'skipped'> =>
  isGivenUp(step) && step.delivered?.['unconfirmed'] === true;

/** Returns true if the arrival of the content is unknown, whether or not anything waits for the answer. */
export const isUnsettled = (step: StepState): step is Delivered | StepIn<'skipped'> =>
  isUnconfirmed(step) || mayHaveArrived(step);

/** Returns true if the output has an earlier version of the recording and cannot replace it. */
export const isIrreplaceable = (step: StepState): boolean =>
  step.kind === 'delivery' && step.phase === 'completed' && step.result['outdated'] === true;

/** Returns true if a step that this delivery depends on has completed again since. */
export const isSuperseded = (step: StepState): boolean => step.phase === 'completed' && step.superseded === true;

export const isOutdated = (step: StepState): boolean => isSuperseded(step) || isIrreplaceable(step);

/** Returns the skip reason of a step that needed the result of a skipped or failed one (STG-12). */
export const skipReasonAfter = (parent: StepState): SkipReason => {
  const reason = skipReasonOf(parent);
  if (parent.phase === 'failed' || reason === 'error') return 'parent_failed';
  // Only a person's own skip is "manual".
  return reason === undefined || reason === 'manual' ? 'not_applicable' : reason;
};
