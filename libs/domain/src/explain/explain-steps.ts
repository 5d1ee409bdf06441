import type { SkipReason, StepKind, WorkerService } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type AttemptRecord, type StepState } from '../asset/state.js';
import { later } from '../decide/instant.js';
import { fatalStep, pauseOf, plannedSteps, type Planned } from '../steps/run.js';
import { timeoutOf } from '../steps/timeout.js';
import { ancestors, currentAttempt, hasEnded, isUnconfirmed, stepOf } from '../steps/steps.js';

/** Where a step stands that is not simply done, in stable words. */
export const STEP_SITUATIONS = [
  'depends',
  'queued',
  'retry',
  'waiting',
  'running',
  'paused',
  'run-failing',
  'due',
  'failed',
  'rolled-back',
  'cancelled',
  'unconfirmed',
  'skipped',
] as const;
export type StepSituation = (typeof STEP_SITUATIONS)[number];

/** Why a step of the plan is not done. */
export interface StepExplanation {
  readonly step: string;
  readonly kind: StepKind;
  readonly service: WorkerService;
  readonly lane: string;
  readonly code: StepSituation;
  /** For people. */
  readonly says: string;
  /** Number of the newest attempt; 0 before the first. */
  readonly attempt: number;
  /** Who works on it. */
  readonly worker: string | null;
  readonly since: string;
  /** When it goes on by itself, where that is known. */
  readonly until: string | null;
  /** Steps that have to end first. */
  readonly depends_on: readonly string[];
  /** Stable code of what it waits for, failed with, or was left out for. */
  readonly for: string | null;
}
/** The step's current attempt beside its explanation: what a lease or a queue is asked about. */
export interface ExplainedStep {
  readonly explanation: StepExplanation;
  readonly attempt: AttemptRecord | undefined;
}

interface Situation
  extends Pick<StepExplanation, 'code' | 'says'>, Partial<Pick<StepExplanation, 'since' | 'until' | 'depends_on' | 'for'>> {}

/** What has to end first: its own parents, or what those would have waited for where a person has skipped them beforehand. */
function unended(asset: Asset, { plan }: Planned): readonly string[] {
  const isOpen = (step: string): boolean => {
    const found = stepOf(asset, step);
    return found !== undefined && !hasEnded(found);
  };
  const parents = plan.dependsOn.filter(isOpen);
  return parents.length > 0 ? parents : [...ancestors(asset, plan.step)].filter(isOpen);
}

const attemptNumber = (step: StepState): number => step.attempts.at(-1)?.number ?? 0;
const isLater = (time: string | undefined, now: string): time is string =>
  time !== undefined && Date.parse(time) > Date.parse(now);

const UNITS: readonly (readonly [size: number, name: string])[] = [
  [3_600_000, 'h'],
  [60_000, 'min'],
];
const lasting = (ms: number): string => {
  const [size, name] = UNITS.find(([least]) => ms >= least) ?? [1_000, 's'];
  return `${String(Math.round((ms / size) * 10) / 10)} ${name}`;
};

/** When an attempt that does not end is ended. Time in which it could not work does not count. */
function bounds(asset: Asset, { plan, step }: Planned): string {
  const longest = timeoutOf(plan.limits, asset);
  const quiet = plan.limits?.noProgressMs;
  const ends = [
    ...(quiet === undefined ? [] : [`after ${lasting(quiet)} without progress`]),
    ...(longest === undefined || step.startedAt === undefined ? [] : [`about ${later(step.startedAt, longest)} at the latest`]),
  ];
  return ends.length === 0 ? '' : ` It is ended ${ends.join(', and ')}.`;
}

function running(asset: Asset, planned: Planned): Situation {
  const { step } = planned;
  const worker = step.worker ?? 'a worker that gave no name';
  return {
    code: 'running',
    says: `Attempt ${String(attemptNumber(step))} is running on ${worker}.${bounds(asset, planned)}`,
    ...(step.startedAt === undefined ? {} : { since: step.startedAt }),
  };
}

const failing = (asset: Asset): Situation | undefined => {
  const fatal = fatalStep(asset);
  return fatal === undefined
    ? undefined
    : {
        code: 'run-failing',
        says: `Does not start any more: ${fatal.step.step} has failed for good. The run is rolled back when what still runs has ended.`,
        for: fatal.step.error?.code ?? null,
      };
};

function waiting(step: StepState, now: string): Situation | undefined {
  const { waiting: wait } = step;
  if (wait === undefined) return undefined;
  const next = isLater(wait.until, now) ? `Looks again at ${wait.until}.` : 'It is queued to look again.';
  return {
    code: 'waiting',
    says: `Waits for ${wait.for}, and has looked ${String(wait.looks)} ${wait.looks === 1 ? 'time' : 'times'}. ${next}`,
    since: wait.since,
    until: wait.until,
    for: wait.for,
  };
}

function scheduled(asset: Asset, step: StepState, now: string): Situation {
  const number = String(attemptNumber(step));
  const since = step.scheduledAt ?? step.changedAt;
  const stopped = failing(asset) ?? waiting(step, now);
  if (stopped !== undefined) return stopped;
  if (!isLater(step.notBefore, now)) return { code: 'queued', says: `Attempt ${number} is queued for a worker.`, since };
  const failure = step.error === undefined ? '' : ` The last one failed with ${step.error.code}.`;
  return {
    code: 'retry',
    says: `Attempt ${number} starts at ${step.notBefore}.${failure}`,
    since,
    until: step.notBefore,
    for: step.error?.code ?? null,
  };
}

function paused(asset: Asset, step: StepState): Situation | undefined {
  const pause = pauseOf(asset);
  if (pause === undefined) return undefined;
  const taken =
    step.attempts.at(-1)?.end === 'withdrawn' ? 'It was queued and was taken back, as the run is paused' : 'The run is paused';
  const waited = step.waiting === undefined ? '' : ` Before that it waited for ${step.waiting.for}, since ${step.waiting.since}.`;
  return {
    code: 'paused',
    says: `${taken}${pause.until === undefined ? '' : ` until ${pause.until}`}.${waited}`,
    since: pause.at,
    until: pause.until ?? null,
    for: step.waiting?.for ?? null,
  };
}

function pending(asset: Asset, planned: Planned, now: string): Situation {
  const dependsOn = unended(asset, planned);
  const stopped = failing(asset);
  if (stopped !== undefined) return stopped;
  if (dependsOn.length > 0)
    return { code: 'depends', says: `Waits for its turn, after ${dependsOn.join(', ')}.`, depends_on: dependsOn };
  return (
    paused(asset, planned.step) ??
    waiting(planned.step, now) ?? { code: 'due', says: 'May start now, and nothing has scheduled it yet.' }
  );
}

function afterTheRun({ run }: Asset, step: StepState): Situation | undefined {
  if (step.phase === 'running' || step.phase === 'scheduled') return undefined;
  if (run?.cancelled !== undefined)
    return { code: 'cancelled', says: 'Its run was cancelled before it had ended.', since: run.cancelled.at };
  if (run?.rollback === undefined) return undefined;
  const { step: failed, code, at } = run.rollback;
  return { code: 'rolled-back', says: `Its run was rolled back: ${failed} failed with ${code}.`, since: at, for: code };
}

const WHY_LEFT_OUT: Readonly<Record<SkipReason, string>> = {
  disabled: 'its configuration does not ask for it',
  manual: 'a person has left it out',
  error: 'it failed for good, which this run tolerates',
  parent_failed: 'what it needs has failed',
  no_engine: 'no engine for it is installed',
  no_engine_for_language: 'no engine here knows the language',
  no_audio: 'there is no audio',
  all_silence: 'there is nothing but silence',
  not_applicable: 'there is nothing for it to do in this run',
  encrypted: 'the document is encrypted',
  signed: 'the document is signed, and what is written into it would break that',
  no_text: 'there is no text in it',
};

function leftOut(step: StepState): Situation {
  const reason = step.skipReason ?? 'not_applicable';
  const failure = step.error === undefined ? '' : ` (${step.error.code})`;
  return { code: 'skipped', says: `Left out: ${WHY_LEFT_OUT[reason]}${failure}.`, for: reason };
}

const UNCONFIRMED: Pick<Situation, 'code' | 'says'> = {
  code: 'unconfirmed',
  says: 'Sent, and nobody could say whether it has arrived. It counts as uploaded until a person has looked there and says so.',
};

/** Of a step that has ended. Done and confirmed, there is nothing to say. */
function ended(step: StepState): Situation | undefined {
  if (step.phase === 'skipped') return leftOut(step);
  if (step.phase === 'completed')
    return isUnconfirmed(step) ? { ...UNCONFIRMED, since: step.endedAt ?? step.changedAt } : undefined;
  const code = step.error?.code ?? 'unknown';
  return { code: 'failed', says: `Failed for good with ${code}.`, since: step.error?.at ?? step.changedAt, for: code };
}

function situation(asset: Asset, planned: Planned, now: string): Situation | undefined {
  const { step } = planned;
  if (hasEnded(step)) return ended(step);
  const over = afterTheRun(asset, step);
  if (over !== undefined) return over;
  if (step.phase === 'running') return running(asset, planned);
  return step.phase === 'scheduled' ? scheduled(asset, step, now) : pending(asset, planned, now);
}

function explained(asset: Asset, planned: Planned, now: string): readonly ExplainedStep[] {
  const { plan, step } = planned;
  const found = situation(asset, planned, now);
  if (found === undefined) return [];
  const explanation: StepExplanation = {
    step: step.step,
    kind: step.kind,
    service: plan.service,
    lane: plan.lane,
    attempt: attemptNumber(step),
    worker: step.phase === 'running' ? (step.worker ?? null) : null,
    since: step.changedAt,
    until: null,
    depends_on: [],
    for: null,
    ...found,
  };
  return [{ attempt: currentAttempt(step), explanation }];
}

/** Every step of the newest run's plan that is not simply done, and why. Whether a time has come is for the caller to say. */
export const explainSteps = (state: AssetState, now: string): readonly ExplainedStep[] =>
  isPresent(state) ? plannedSteps(state).flatMap((planned) => explained(state, planned, now)) : [];
