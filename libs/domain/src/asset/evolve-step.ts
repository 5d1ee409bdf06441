import type { AssetEvent, AssetEventOf, JsonObject } from '@throughline/contracts';
import { dropReplacedResult } from './earlier-results.js';
import { isWork } from './steps/kinds.js';
import { PREVIEW_RUN } from './steps/preview-plan.js';
import { isRunActive } from './steps/run.js';
import { startedAtOf } from './steps/steps.js';
import { recordStartCorrection } from './texts/current-transcript.js';
import { recordStartTexts } from './texts/sent-texts.js';
import { clearError, clearRequest, clearRetry, clearRetryBudget, clearSchedule, clearWait, clearWorker } from './clear-step.js';
import { createPendingStep, removePause } from './evolve-run.js';
import { recordSentTexts, repeatRequested } from './evolve-texts.js';
import { resetFollowUps, recordDelivery, applyRedeliveryRequest, applySettlement, markSuperseded } from './evolve-delivery.js';
import { markLeftFiles, dropIdleAttempts } from './idle-attempts.js';
import { applyLateResult } from './late-results.js';
import type { AttemptRecord } from './attempt-record.js';
import type { Asset, BaseStatus, DependencyWait, StepFields, StepIn, StepState } from './state.js';

type Of<T extends AssetEvent['type']> = AssetEventOf<T>['data'];
/** An event of one step. `RunRolledBack` names a step too, but changes the whole run. */
export type StepEvent = Exclude<
  Extract<AssetEvent, { readonly data: { readonly step: string } }>,
  { readonly type: 'RunRolledBack' }
>;
type Change = (step: StepState) => StepState;

/** Returns the wait that another check continues, or undefined if it starts a new wait. */
export const continuedWait = (step: StepFields, data: Pick<Of<'StepWaiting'>, 'for' | 'progress'>): DependencyWait | undefined =>
  step.waiting?.for === data.for && !hasProgressed(step, data.progress) ? step.waiting : undefined;

/** Returns the time since which the step waits without progress. Undefined if it has not waited before, or has made progress since. */
const waitStartOf = (step: StepFields, progress: number): string | undefined =>
  hasProgressed(step, progress) ? undefined : (step.waiting?.since ?? step.waitedSince);

const isCurrent = (step: StepState, attemptId: string): boolean => {
  const newest = step.attempts.at(-1);
  return newest?.attemptId === attemptId && newest.end === undefined;
};

/** Returns true if the attempt may fail: it is current, or it was interrupted and its worker crashed once too often. */
const mayFail = (step: StepState, attemptId: string): boolean => {
  const newest = step.attempts.at(-1);
  if (newest?.attemptId !== attemptId) return false;
  return newest.end === undefined || (newest.end === 'interrupted' && step.phase === 'pending');
};

const changeNewestAttempt = (step: StepState, change: Partial<AttemptRecord>): Pick<StepState, 'attempts'> => {
  const newest = step.attempts.at(-1);
  return { attempts: newest === undefined ? [] : [...step.attempts.slice(0, -1), { ...newest, ...change }] };
};
/** Returns true for the highest progress of this run so far, or a new checkpoint. Progress clears earlier crashes. */
const hasProgressed = (step: Pick<StepState, 'reached' | 'checkpointed'>, progress: number): boolean =>
  progress > step.reached || step.checkpointed;
const recordProgress = (
  step: StepState,
  progress: number,
): Pick<StepIn<'running'>, 'reached' | 'checkpointed' | 'crashes'> & { readonly progress: number } => ({
  reached: Math.max(step.reached, progress),
  checkpointed: false,
  progress,
  crashes: hasProgressed(step, progress) ? 0 : step.crashes,
});
/** Returns the end of the newest attempt, whose work counts if it had started and had not ended before. */
const endAttempt = (
  step: StepState,
  at: string,
  end: Pick<AttemptRecord, 'end' | 'left'>,
): Pick<StepState, 'attempts' | 'workedMs'> => {
  const newest = step.attempts.at(-1);
  const since = newest?.end === undefined ? newest?.startedAt : undefined;
  const worked = since === undefined ? step.workedMs : (step.workedMs ?? 0) + Math.max(Date.parse(at) - Date.parse(since), 0);
  return { ...changeNewestAttempt(step, end), ...(worked === undefined ? {} : { workedMs: worked }) };
};

const runIdFor = ({ kind }: StepState, { run }: Asset): string => (kind === 'preview' ? PREVIEW_RUN : (run?.runId ?? ''));

const applyScheduled =
  (data: Of<'StepScheduled'>, at: string, asset: Asset): Change =>
  (step) => ({
    ...clearSchedule(step),
    phase: 'scheduled',
    attempts: [
      ...dropIdleAttempts(step.attempts),
      { number: data.attempt, attemptId: data.attemptId, runId: runIdFor(step, asset) },
    ],
    scheduledAt: at,
    ...(data.notBefore === undefined ? {} : { notBefore: data.notBefore }),
    changedAt: at,
  });

const applyStarted =
  (data: Of<'StepStarted'>, at: string, asset: Asset): Change =>
  (step) =>
    isCurrent(step, data.attemptId)
      ? {
          ...clearRequest(clearError(step)),
          ...changeNewestAttempt(step, { startedAt: at, ...recordStartCorrection(asset), ...recordStartTexts(asset, step) }),
          phase: 'running',
          worker: data.worker,
          startedAt: at,
          changedAt: at,
        }
      : step;

const applyCheckpointed =
  (data: Of<'StepCheckpointed'>, at: string): Change =>
  (step) =>
    isCurrent(step, data.attemptId)
      ? {
          ...step,
          // The schema allows only JSON values, and the codec has read them from JSON.
          checkpoints: { ...step.checkpoints, ...(data.data as StepState['checkpoints']) },
          checkpointed: true,
          changedAt: at,
        }
      : step;

const applyCompleted =
  (data: Of<'StepCompleted'>, at: string): Change =>
  (step) =>
    isCurrent(step, data.attemptId)
      ? {
          ...clearWait(clearError(step.kind === 'delivery' ? recordDelivery(step, data, at) : step)),
          ...endAttempt(step, at, { end: 'completed' }),
          phase: 'completed',
          progress: 1,
          endedAt: at,
          changedAt: at,
          result: data.result as JsonObject,
          artifacts: data.artifacts,
          metrics: data.metrics,
        }
      : step;

const applyFailed =
  (data: Of<'StepFailed'>, at: string): Change =>
  (step) => {
    if (!mayFail(step, data.attemptId)) return step;
    const before = clearRetry(step);
    const failed = {
      ...before,
      ...endAttempt(step, at, { end: step.attempts.at(-1)?.end ?? 'failed' }),
      failures: step.failures + 1,
      firstFailedAt: before.firstFailedAt ?? at,
      ...recordProgress(step, data.progress),
      endedAt: at,
      changedAt: at,
      error: { ...data.error, at },
    };
    return data.retryAt === undefined ? { ...failed, phase: 'failed' } : { ...failed, phase: 'pending', retryAt: data.retryAt };
  };

/** Keeps the error of a step that was skipped because of it (FLR-06, D6). */
const keepError = (step: StepFields): Pick<StepFields, 'failures' | 'error'> => ({
  failures: step.failures,
  ...(step.error === undefined ? {} : { error: step.error }),
});

/** Skips a step and drops its earlier results: a disabled step contributes nothing to the recording (STG-09). */
const applySkipped =
  (data: Of<'StepSkipped'>, at: string): Change =>
  (step) => {
    if (data.attemptId !== undefined && !isCurrent(step, data.attemptId)) return step;
    const startedAt = startedAtOf(step);
    const { attempts, ...worked } = data.attemptId === undefined ? step : endAttempt(step, at, { end: 'skipped' });
    return {
      ...createPendingStep({ ...step, attempts }, at),
      ...(worked.workedMs === undefined ? {} : { workedMs: worked.workedMs }),
      ...(startedAt === undefined ? {} : { startedAt }),
      phase: 'skipped',
      ...(data.reason === 'error' ? keepError(step) : {}),
      skipReason: data.reason,
      endedAt: at,
    };
  };

const applyInterrupted =
  (data: Of<'StepInterrupted'>, at: string): Change =>
  (step) => {
    if (!isCurrent(step, data.attemptId)) return step;
    const updated = recordProgress(step, data.progress);
    const crashed = data.cause === 'lease-expired' && !hasProgressed(step, data.progress) ? 1 : 0;
    const waitedSince = waitStartOf(step, data.progress);
    return {
      ...clearWait(clearWorker(step)),
      ...(waitedSince === undefined ? {} : { waitedSince }),
      ...endAttempt(step, at, { end: 'interrupted' }),
      phase: 'pending',
      ...updated,
      crashes: updated.crashes + crashed,
      changedAt: at,
    };
  };

/**
 * Continues the wait from its start, unless the step has made progress meanwhile (U21). The checks are counted anew for another
 * dependency. Time spent waiting does not count against the retry budget.
 */
const applyWaiting =
  (data: Of<'StepWaiting'>, at: string): Change =>
  (step) => {
    if (!isCurrent(step, data.attemptId)) return step;
    return {
      ...clearRetryBudget(clearWait(clearWorker(step))),
      ...endAttempt(step, at, { end: 'waited', ...markLeftFiles(step, data.attemptId) }),
      phase: 'pending',
      ...recordProgress(step, data.progress),
      retryAt: data.until,
      waiting: {
        for: data.for,
        since: waitStartOf(step, data.progress) ?? at,
        until: data.until,
        ...(data.everyMs === undefined ? {} : { everyMs: data.everyMs }),
        ...(data.named === undefined ? {} : { named: data.named }),
        looks: (continuedWait(step, data)?.looks ?? 0) + 1,
      },
      changedAt: at,
    };
  };

/** Keeps the wait with its start and its number of checks: only the next check tells whether it is over. */
const applyCheckRequested =
  (data: Of<'CheckRequested'>, at: string): Change =>
  (step) =>
    step.phase === 'scheduled' && step.waiting !== undefined && isCurrent(step, data.attemptId)
      ? {
          ...clearWorker(step),
          ...changeNewestAttempt(step, { end: 'withdrawn' }),
          phase: 'pending',
          waiting: { ...step.waiting, until: at },
          changedAt: at,
        }
      : step;

type Changes = {
  readonly [T in StepEvent['type']]: (data: Of<T>, at: string, asset: Asset) => Change;
};

const changes: Changes = {
  StepScheduled: applyScheduled,
  StepStarted: applyStarted,
  StepCheckpointed: applyCheckpointed,
  StepCompleted: applyCompleted,
  StepFailed: applyFailed,
  StepSkipped: applySkipped,
  StepInterrupted: applyInterrupted,
  StepWaiting: applyWaiting,
  CheckRequested: applyCheckRequested,
  DeliverySettled: applySettlement,
  RedeliveryRequested: applyRedeliveryRequest,
  LateResultIgnored: applyLateResult,
};

export const changeOf = (asset: Asset, event: StepEvent, at: string): Change =>
  // The table pairs each type with its function; TypeScript cannot follow the pairing through the union.
  (changes[event.type] as (data: StepEvent['data'], at: string, asset: Asset) => Change)(event.data, at, asset);

/** Returns the base status after an event: only the start and the end of the source change it (AGG-06). */
function baseAfter(asset: Asset, event: StepEvent, step: StepState): BaseStatus {
  if (step.kind !== 'source') return asset.base;
  if (event.type === 'StepStarted') return 'DOWNLOADING';
  return event.type === 'StepCompleted' ? 'DOWNLOADED' : asset.base;
}

/** Applies a step's event to the step's only state (STG-03, STG-04). */
export function evolveStep(asset: Asset, event: StepEvent, at: string): Asset {
  const before = asset.steps.find((step) => step.step === event.data.step);
  if (before === undefined) return asset;
  const after = changeOf(asset, event, at)(before);
  if (after === before) return asset;
  const workBegins = event.type === 'StepStarted' && (isWork(after.kind) || after.kind === 'delivery');
  const next: Asset = {
    ...dropReplacedResult(asset, after),
    base: baseAfter(asset, event, after),
    begun: asset.begun || workBegins,
    steps: asset.steps.map((step) => (step === before ? after : step)),
    updatedAt: at,
  };
  const delivered = markSuperseded(resetFollowUps(next, event, at), event);
  const updated = repeatRequested(recordSentTexts(delivered, event), after, at);
  // A pause ends with its run, also if the run ends by itself.
  return updated.pause !== undefined && !isRunActive(updated) ? removePause(updated) : updated;
}
