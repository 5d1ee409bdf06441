import type { AssetEvent, AssetEventOf, JsonObject } from '@throughline/contracts';
import { isWork } from '../steps/kinds.js';
import { isRunActive } from '../steps/run.js';
import { withWords } from '../transcript/current-transcript.js';
import { waitingStep, withoutPause } from './evolve-run.js';
import { followUpsAfter, given, requestedAgain, settled, withSuperseded } from './evolve-delivery.js';
import { leavings, worthKeeping } from './idle-attempts.js';
import type { Asset, AttemptEnd, AttemptRecord, BaseStatus, StepState, Waiting } from './state.js';

type Of<T extends AssetEvent['type']> = AssetEventOf<T>['data'];
/** What happens to one step; a rollback is about its whole run. */
export type StepEvent = Exclude<
  Extract<AssetEvent, { readonly data: { readonly step: string } }>,
  { readonly type: 'RunRolledBack' }
>;
type Change = (step: StepState) => StepState;

// What a change leaves behind, one pattern for each: a log is folded event by event, and a loop over keys is what costs most there.
const unscheduled = ({
  notBefore: _notBefore,
  startedAt: _startedAt,
  worker: _worker,
  endedAt: _endedAt,
  retryAt: _retryAt,
  ...step
}: StepState): StepState => step;
const undisturbed = ({ error: _error, notBefore: _notBefore, ...step }: StepState): StepState => step;
const over = ({ waiting: _waiting, ...step }: StepState): StepState => step;
const unplanned = ({ retryAt: _retryAt, notBefore: _notBefore, waiting: _waiting, ...step }: StepState): StepState => step;
/** The budget of retries begins anew. */
const unbudgeted = ({ firstFailedAt: _firstFailedAt, ...step }: StepState): StepState => step;
const unheld = ({ notBefore: _notBefore, startedAt: _startedAt, worker: _worker, ...step }: StepState): StepState => step;

/** The wait that a further look goes on with. */
export const waitOf = (step: StepState, data: Pick<Of<'StepWaiting'>, 'for' | 'progress'>): Waiting | undefined =>
  step.waiting?.for === data.for && !gotFurther(step, data.progress) ? step.waiting : undefined;

const isCurrent = (step: StepState, attemptId: string): boolean => {
  const newest = step.attempts.at(-1);
  return newest?.attemptId === attemptId && newest.end === undefined;
};

/** An interrupted attempt may still be ended for good: its worker crashed once too often. */
const mayFail = (step: StepState, attemptId: string): boolean => {
  const newest = step.attempts.at(-1);
  if (newest?.attemptId !== attemptId) return false;
  return newest.end === undefined || (newest.end === 'interrupted' && step.phase === 'pending');
};

const newestAttempt = (step: StepState, change: Partial<AttemptRecord>): Pick<StepState, 'attempts'> => {
  const newest = step.attempts.at(-1);
  return { attempts: newest === undefined ? [] : [...step.attempts.slice(0, -1), { ...newest, ...change }] };
};
/** Further than ever before in this run, or a new checkpoint: that forgives earlier crashes. */
const gotFurther = (step: StepState, progress: number): boolean => progress > step.reached || step.checkpointed;
const reachedAt = (step: StepState, progress: number): Pick<StepState, 'reached' | 'checkpointed' | 'progress' | 'crashes'> => ({
  reached: Math.max(step.reached, progress),
  checkpointed: false,
  progress,
  crashes: gotFurther(step, progress) ? 0 : step.crashes,
});
const ended = (step: StepState, end: AttemptEnd): Pick<StepState, 'attempts'> => newestAttempt(step, { end });

const scheduled =
  (data: Of<'StepScheduled'>, at: string, asset: Asset): Change =>
  (step) => ({
    ...unscheduled(step),
    phase: 'scheduled',
    attempts: [
      ...worthKeeping(step.attempts),
      { number: data.attempt, attemptId: data.attemptId, runId: asset.run?.runId ?? '' },
    ],
    scheduledAt: at,
    ...(data.notBefore === undefined ? {} : { notBefore: data.notBefore }),
    changedAt: at,
  });

const started =
  (data: Of<'StepStarted'>, at: string, asset: Asset): Change =>
  (step) =>
    isCurrent(step, data.attemptId)
      ? {
          ...undisturbed(step),
          ...newestAttempt(step, { startedAt: at, ...withWords(asset) }),
          phase: 'running',
          worker: data.worker,
          startedAt: at,
          changedAt: at,
        }
      : step;

const checkpointed =
  (data: Of<'StepCheckpointed'>, at: string): Change =>
  (step) =>
    isCurrent(step, data.attemptId)
      ? {
          ...step,
          // Schema: a record of JSON values; the codec has read it from JSON.
          checkpoints: { ...step.checkpoints, ...(data.data as StepState['checkpoints']) },
          checkpointed: true,
          changedAt: at,
        }
      : step;

const completed =
  (data: Of<'StepCompleted'>, at: string): Change =>
  (step) =>
    isCurrent(step, data.attemptId)
      ? {
          ...over(undisturbed(step.kind === 'delivery' ? given(step, data.result as JsonObject, at) : step)),
          ...ended(step, 'completed'),
          phase: 'completed',
          progress: 1,
          endedAt: at,
          changedAt: at,
          result: data.result as NonNullable<StepState['result']>,
          artifacts: data.artifacts,
          metrics: data.metrics,
        }
      : step;

const failed =
  (data: Of<'StepFailed'>, at: string): Change =>
  (step) =>
    mayFail(step, data.attemptId)
      ? {
          ...unplanned(step),
          ...ended(step, step.attempts.at(-1)?.end ?? 'failed'),
          phase: data.retryAt === undefined ? 'failed' : 'pending',
          failures: step.failures + 1,
          firstFailedAt: step.firstFailedAt ?? at,
          ...reachedAt(step, data.progress),
          endedAt: at,
          changedAt: at,
          error: { ...data.error, at },
          ...(data.retryAt === undefined ? {} : { retryAt: data.retryAt }),
        }
      : step;

/** What went wrong stays readable at a step that was given up for it (FLR-06, D6). */
const givenUp = (step: StepState): Partial<StepState> => ({
  failures: step.failures,
  ...(step.error === undefined ? {} : { error: step.error }),
});

/** A skip takes back what the step had given before: what is switched off is no part of the recording (STG-09). */
const skipped =
  (data: Of<'StepSkipped'>, at: string): Change =>
  (step) => {
    if (data.attemptId !== undefined && !isCurrent(step, data.attemptId)) return step;
    return {
      ...waitingStep({ ...step, ...(data.attemptId === undefined ? {} : ended(step, 'skipped')) }, at),
      ...(step.startedAt === undefined ? {} : { startedAt: step.startedAt }),
      phase: 'skipped',
      ...(data.reason === 'error' ? givenUp(step) : {}),
      skipReason: data.reason,
      endedAt: at,
    };
  };

const interrupted =
  (data: Of<'StepInterrupted'>, at: string): Change =>
  (step) => {
    if (!isCurrent(step, data.attemptId)) return step;
    const told = reachedAt(step, data.progress);
    const crashed = data.cause === 'lease-expired' && !gotFurther(step, data.progress) ? 1 : 0;
    return {
      ...over(unheld(step)),
      ...ended(step, 'interrupted'),
      phase: 'pending',
      ...told,
      crashes: told.crashes + crashed,
      changedAt: at,
    };
  };

/**
 * Waiting for the same thing goes on from its beginning, unless the step has got further meanwhile (U21).
 * Time spent waiting is not taken from the budget of retries.
 */
const waited =
  (data: Of<'StepWaiting'>, at: string): Change =>
  (step) => {
    if (!isCurrent(step, data.attemptId)) return step;
    const before = waitOf(step, data) ?? { since: at, looks: 0 };
    return {
      ...unbudgeted(unheld(step)),
      ...newestAttempt(step, { end: 'waited', ...leavings(step, data.attemptId) }),
      phase: 'pending',
      ...reachedAt(step, data.progress),
      retryAt: data.until,
      waiting: { for: data.for, since: before.since, until: data.until, looks: before.looks + 1 },
      changedAt: at,
    };
  };

/** Noted at the attempt, so that the same late word is recorded once. */
const late =
  (data: Of<'LateResultIgnored'>): Change =>
  (step) => ({
    ...step,
    attempts: step.attempts.map((attempt) =>
      attempt.attemptId === data.attemptId ? { ...attempt, late: [...(attempt.late ?? []), data.outcome] } : attempt,
    ),
  });

type Changes = {
  readonly [T in StepEvent['type']]: (data: Of<T>, at: string, asset: Asset) => Change;
};

/** One line for each event of a step. */
const changes: Changes = {
  StepScheduled: scheduled,
  StepStarted: started,
  StepCheckpointed: checkpointed,
  StepCompleted: completed,
  StepFailed: failed,
  StepSkipped: skipped,
  StepInterrupted: interrupted,
  StepWaiting: waited,
  DeliverySettled: settled,
  RedeliveryRequested: requestedAgain,
  LateResultIgnored: late,
};
const changeOf = (asset: Asset, event: StepEvent, at: string): Change =>
  // The table has the change of each type under its name; the compiler cannot follow the pairing through the union.
  (changes[event.type] as (data: StepEvent['data'], at: string, asset: Asset) => Change)(event.data, at, asset);

/** What an event does to the base status (AGG-06): only the source's start and end decide it. */
function baseAfter(asset: Asset, event: StepEvent, step: StepState): BaseStatus {
  if (step.kind !== 'source') return asset.base;
  if (event.type === 'StepStarted') return 'DOWNLOADING';
  return event.type === 'StepCompleted' ? 'DOWNLOADED' : asset.base;
}

/** Applies a step's own event to its one entry (STG-03, STG-04). */
export function evolveStep(asset: Asset, event: StepEvent, at: string): Asset {
  const before = asset.steps.find((step) => step.step === event.data.step);
  if (before === undefined) return asset;
  const after = changeOf(asset, event, at)(before);
  if (after === before) return asset;
  const workBegins = event.type === 'StepStarted' && (isWork(after.kind) || after.kind === 'delivery');
  const next: Asset = {
    ...asset,
    base: baseAfter(asset, event, after),
    begun: asset.begun || workBegins,
    steps: asset.steps.map((step) => (step === before ? after : step)),
    updatedAt: at,
  };
  const told = withSuperseded(followUpsAfter(next, event, at), event);
  // A pause ends with its run, also where the run comes to its end by itself.
  return told.pause !== undefined && !isRunActive(told) ? withoutPause(told) : told;
}
