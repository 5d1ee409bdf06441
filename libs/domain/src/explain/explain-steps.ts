import { TRANSCRIBE, type StepKind, type WorkerService } from '@throughline/contracts';
import { isPresent } from '../asset/state.js';
import { describeWait, formatDuration, isLater } from './describe-wait.js';
import { nameEnd } from '../texts/ended-runs.js';
import { adviseOnLanguages, describeSkip } from '../texts/skip-words.js';
import type { AttemptRecord } from '../asset/attempt-record.js';
import type { Asset, AssetState, StepIn, StepState } from '../asset/state.js';
import { addMilliseconds } from '../decide/instant.js';
import { skipWithoutWords } from '../asset/pipeline/stages/predict-skip.js';
import { laneOf } from '../asset/steps/lane.js';
import { isHeld } from '../asset/steps/review.js';
import { fatalStep, pauseOf, plannedSteps, type PlannedStep } from '../asset/steps/run.js';
import { isImporting } from '../asset/imported.js';
import { timeoutOf } from '../asset/steps/timeout.js';
import { nextCheckOf } from '../asset/steps/waiting.js';
import { isInAnotherLanguage } from '../asset/config/language.js';
import { missingLanguagesOf } from '../asset/config/missing-languages.js';
import { ancestors, currentAttempt, hasEnded, isUnconfirmed, mayHaveArrived, stepOf } from '../asset/steps/steps.js';

/** Stable codes for the situation of a step that is not simply done. docs/lifecycle.md lists them. */
export const STEP_SITUATIONS = [
  'depends',
  'review',
  'queued',
  'retry',
  'waiting',
  'running',
  'paused',
  'run-failing',
  'importing',
  'due',
  'failed',
  'rolled-back',
  'cancelled',
  'unconfirmed',
  'other-language',
  'languages-missing',
  'no-speech',
  'skipped',
] as const;
export type StepSituation = (typeof STEP_SITUATIONS)[number];

export interface StepExplanation {
  readonly step: string;
  readonly kind: StepKind;
  readonly service: WorkerService;
  readonly lane: string;
  readonly code: StepSituation;
  /** For people. */
  readonly says: string;
  /** The number of the newest attempt; 0 before the first. */
  readonly attempt: number;
  readonly worker: string | null;
  readonly since: string;
  /** The time of the next automatic action, if it is known. */
  readonly until: string | null;
  readonly depends_on: readonly string[];
  /** The stable code of the missing dependency, the failure or the skip. */
  readonly for: string | null;
}
/** An explanation with the step's current attempt, so that the caller can add lease and queue data. */
export interface ExplainedStep {
  readonly explanation: StepExplanation;
  readonly attempt: AttemptRecord | undefined;
}

interface Situation
  extends Pick<StepExplanation, 'code' | 'says'>, Partial<Pick<StepExplanation, 'since' | 'until' | 'depends_on' | 'for'>> {}

/**
 * Returns the steps that must end first: the step's parents or, if a person skipped those early, the parents' own dependencies.
 */
function findOpenDependencies(asset: Asset, { plan }: PlannedStep): readonly string[] {
  const isOpen = (step: string): boolean => {
    const found = stepOf(asset, step);
    return found !== undefined && !hasEnded(found);
  };
  const parents = plan.dependsOn.filter(isOpen);
  return parents.length > 0 ? parents : [...ancestors(asset, plan.step)].filter(isOpen);
}

const attemptNumber = (step: StepState): number => step.attempts.at(-1)?.number ?? 0;
/** Returns the time limits of an attempt. Time without a chance to work does not count. */
function describeLimits(asset: Asset, { plan, step }: PlannedStep<StepIn<'running'>>): string {
  const longest = timeoutOf(plan.limits, asset);
  const quiet = plan.limits?.noProgressMs;
  const ends = [
    ...(quiet === undefined ? [] : [`after ${formatDuration(quiet)} without progress`]),
    ...(longest === undefined ? [] : [`about ${addMilliseconds(step.startedAt, longest)} at the latest`]),
  ];
  return ends.length === 0 ? '' : ` It is stopped ${ends.join(', and ')}.`;
}

function explainRunning(asset: Asset, planned: PlannedStep<StepIn<'running'>>): Situation {
  const { step } = planned;
  const imported = explainImport(asset);
  if (imported !== undefined) return imported;
  return {
    code: 'running',
    says: `Attempt ${String(attemptNumber(step))} is running on ${step.worker}.${describeLimits(asset, planned)}`,
    since: step.startedAt,
  };
}

/** The text for a running step whose worker is not known to be alive: the log only tells that its attempt has started. */
export const describeUnconfirmedAttempt = ({ attempt, worker, since }: StepExplanation, isSilent: boolean): string =>
  `Attempt ${String(attempt)} was started on ${String(worker)} at ${since}, and its end is not in the log.${isSilent ? ' The worker does not respond.' : ''}`;

const explainImport = (asset: Asset): Situation | undefined =>
  isImporting(asset)
    ? { code: 'importing', says: 'The item is being imported from another system. The step does not start here.' }
    : undefined;

const explainFailingRun = (asset: Asset): Situation | undefined => {
  const fatal = fatalStep(asset);
  return fatal === undefined
    ? undefined
    : {
        code: 'run-failing',
        says: `Will not start: ${fatal.step.step} has failed permanently. The run is rolled back when its running steps have ended.`,
        for: fatal.step.error.code,
      };
};

function explainWait(step: StepIn<'pending' | 'scheduled'>, now: string): Situation | undefined {
  const { waiting: wait } = step;
  if (wait === undefined) return undefined;
  return {
    code: 'waiting',
    says: describeWait(wait, now),
    since: wait.since,
    until: nextCheckOf(wait),
    for: wait.for,
  };
}

function explainScheduled(asset: Asset, step: StepIn<'scheduled'>, now: string): Situation {
  const number = String(attemptNumber(step));
  const since = step.scheduledAt;
  const stopped = explainImport(asset) ?? explainFailingRun(asset) ?? explainWait(step, now);
  if (stopped !== undefined) return stopped;
  if (!isLater(step.notBefore, now)) return { code: 'queued', says: `Attempt ${number} is queued for a worker.`, since };
  const failure = step.error === undefined ? '' : ` The last attempt failed with ${step.error.code}.`;
  return {
    code: 'retry',
    says: `Attempt ${number} starts at ${step.notBefore}.${failure}`,
    since,
    until: step.notBefore,
    for: step.error?.code ?? null,
  };
}

function explainPause(asset: Asset, step: StepIn<'pending'>): Situation | undefined {
  const pause = pauseOf(asset);
  if (pause === undefined) return undefined;
  const reason =
    step.attempts.at(-1)?.end === 'withdrawn'
      ? 'The queued attempt was withdrawn because the run is paused'
      : 'The run is paused';
  const waited =
    step.waiting === undefined ? '' : ` Before the pause it waited since ${step.waiting.since}, last for ${step.waiting.for}.`;
  return {
    code: 'paused',
    says: `${reason}${pause.until === undefined ? '' : ` until ${pause.until}`}.${waited}`,
    since: pause.at,
    until: pause.until ?? null,
    for: step.waiting?.for ?? null,
  };
}

function explainPending(asset: Asset, planned: PlannedStep<StepIn<'pending'>>, now: string): Situation {
  const dependsOn = findOpenDependencies(asset, planned);
  const stopped = explainImport(asset) ?? explainFailingRun(asset);
  if (stopped !== undefined) return stopped;
  const isReviewed = isHeld(asset, planned.step);
  const review = isReviewed ? ' It also waits until a person publishes it.' : '';
  if (dependsOn.length > 0)
    return { code: 'depends', says: `Starts after ${dependsOn.join(', ')}.${review}`, depends_on: dependsOn };
  if (isReviewed) return { code: 'review', says: 'Waits until a person publishes it. The content is ready.' };
  return (
    explainPause(asset, planned.step) ??
    explainWait(planned.step, now) ?? { code: 'due', says: 'Can start now, but is not queued yet.' }
  );
}

function explainEndedRun({ run }: Asset): Situation | undefined {
  if (run?.cancelled !== undefined)
    return {
      code: 'cancelled',
      says: `The run was ${nameEnd(run.cancelled)} before this step ended.`,
      since: run.cancelled.at,
    };
  if (run?.rollback === undefined) return undefined;
  const { step: failed, code, at } = run.rollback;
  return { code: 'rolled-back', says: `The run was rolled back: ${failed} failed with ${code}.`, since: at, for: code };
}

const MAY_BE_THERE = ' Its content may be at the destination: the outcome was unknown when it was skipped.';

function explainSkip(asset: Asset, skipped: StepIn<'skipped'>): Situation {
  const { step, skipReason, error } = skipped;
  const languages = missingLanguagesOf(asset, skipped);
  const says = `${describeSkip(step, skipReason, { failure: error?.code, languages })}${mayHaveArrived(skipped) ? MAY_BE_THERE : ''}`;
  return { code: 'skipped', says, for: skipReason };
}

const UNCONFIRMED: Pick<Situation, 'code' | 'says'> = {
  code: 'unconfirmed',
  says: 'Sent, but the delivery is unconfirmed. It counts as delivered until a user checks the destination and confirms or fails the delivery.',
};

const explainOtherLanguage = ({ language }: Asset, { heardAs = 'another language' }: StepIn<'completed'>): Situation => ({
  code: 'other-language',
  says: `Transcribed with the language ${heardAs}. The language is now ${language}, so the next run transcribes it again.`,
});

function explainMissingLanguages(asset: Asset, step: StepIn<'completed'>): Situation | undefined {
  const languages = missingLanguagesOf(asset, step);
  if (languages.length === 0) return undefined;
  return {
    code: 'languages-missing',
    says: `Completed, but no worker could read scans in ${languages.join(', ')}. ${adviseOnLanguages(languages)}`,
  };
}

const explainNoSpeech = ({ endedAt }: StepIn<'completed'>): Situation => ({
  code: 'no-speech',
  says: 'Completed, but no speech was found: there are no words for later steps. Check the sound and the language of the recording.',
  since: endedAt,
});

/** Returns nothing for a completed and confirmed step, unless the next run repeats it or there was nothing to find. */
function explainEnded(asset: Asset, step: StepIn<'completed' | 'failed' | 'skipped'>): Situation | undefined {
  if (step.phase === 'skipped') return explainSkip(asset, step);
  if (step.phase === 'failed') {
    const { code, at } = step.error;
    return { code: 'failed', says: `Failed permanently with ${code}.`, since: at, for: code };
  }
  if (isInAnotherLanguage(asset, step)) return explainOtherLanguage(asset, step);
  if (step.step === TRANSCRIBE && skipWithoutWords(asset) !== undefined) return explainNoSpeech(step);
  return isUnconfirmed(step) ? { ...UNCONFIRMED, since: step.endedAt } : explainMissingLanguages(asset, step);
}

function explainSituation(asset: Asset, { plan, step }: PlannedStep, now: string): Situation | undefined {
  if (hasEnded(step)) return explainEnded(asset, step);
  if (step.phase === 'running') return explainRunning(asset, { plan, step });
  if (step.phase === 'scheduled') return explainScheduled(asset, step, now);
  return explainEndedRun(asset) ?? explainPending(asset, { plan, step }, now);
}

function explainStep(asset: Asset, planned: PlannedStep, now: string): readonly ExplainedStep[] {
  const { plan, step } = planned;
  const found = explainSituation(asset, planned, now);
  if (found === undefined) return [];
  const explanation: StepExplanation = {
    step: step.step,
    kind: step.kind,
    service: plan.service,
    lane: laneOf(asset, plan),
    attempt: attemptNumber(step),
    worker: step.phase === 'running' ? step.worker : null,
    since: step.changedAt,
    until: null,
    depends_on: [],
    for: null,
    ...found,
  };
  return [{ attempt: currentAttempt(step), explanation }];
}

/** Explains every step of the newest plan that is not simply done. The caller must check whether a time has passed. */
export const explainSteps = (state: AssetState, now: string): readonly ExplainedStep[] =>
  isPresent(state) ? plannedSteps(state).flatMap((planned) => explainStep(state, planned, now)) : [];
