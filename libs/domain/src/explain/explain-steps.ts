import type { StepKind, WorkerService } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type AttemptRecord, type StepState } from '../asset/state.js';
import { fatalStep, pauseOf, plannedSteps, type Planned } from '../steps/run.js';
import { ancestors, currentAttempt, hasEnded, isFinished, stepOf } from '../steps/steps.js';

/** Where an unfinished step stands, in stable words. */
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
] as const;
export type StepSituation = (typeof STEP_SITUATIONS)[number];

/** Why a step of the plan is not finished. */
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
  /** Stable code of what it waits for, or failed with. */
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

function running(step: StepState): Situation {
  const worker = step.worker ?? 'a worker that gave no name';
  return {
    code: 'running',
    says: `Attempt ${String(attemptNumber(step))} is running on ${worker}.`,
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
  return {
    code: 'paused',
    says: pause.until === undefined ? `${taken}.` : `${taken} until ${pause.until}.`,
    since: pause.at,
    until: pause.until ?? null,
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

function situation(asset: Asset, planned: Planned, now: string): Situation {
  const { step } = planned;
  if (step.phase === 'failed') {
    const code = step.error?.code ?? 'unknown';
    return { code: 'failed', says: `Failed for good with ${code}.`, since: step.error?.at ?? step.changedAt, for: code };
  }
  const over = afterTheRun(asset, step);
  if (over !== undefined) return over;
  if (step.phase === 'running') return running(step);
  return step.phase === 'scheduled' ? scheduled(asset, step, now) : pending(asset, planned, now);
}

function explained(asset: Asset, planned: Planned, now: string): ExplainedStep {
  const { plan, step } = planned;
  return {
    attempt: currentAttempt(step),
    explanation: {
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
      ...situation(asset, planned, now),
    },
  };
}

/** Every step of the newest run's plan that is neither completed nor skipped, and why. Whether a time has come is for the caller to say. */
export const explainSteps = (state: AssetState, now: string): readonly ExplainedStep[] =>
  isPresent(state)
    ? plannedSteps(state)
        .filter(({ step }) => !isFinished(step))
        .map((planned) => explained(state, planned, now))
    : [];
