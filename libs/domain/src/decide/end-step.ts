import type { Artifact, JsonObject, RetryPolicy, SkipReason } from '@throughline/contracts';
import { DEFAULT_WAITS_MS } from '../asset/config/defaults.js';
import { continuedWait } from '../asset/evolve-step.js';
import type { AttemptEnd, LateOutcome } from '../asset/attempt-record.js';
import type { AssetState, DependencyWait } from '../asset/state.js';
import { isEssential } from '../asset/steps/kinds.js';
import { fatalStep } from '../asset/steps/run.js';
import { findAttempt, type ClosedAttempt, type CurrentAttempt } from './attempt.js';
import type { AttemptCommand } from './command-context.js';
import { advance, START_FIRST, noEvents, reject, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { addMilliseconds, clampFraction, parseInstant } from './instant.js';

export interface CompleteStep extends AttemptCommand {
  readonly type: 'CompleteStep';
  readonly result: JsonObject;
  readonly artifacts: readonly Artifact[];
  readonly metrics: Readonly<Record<string, number>>;
  readonly adoptedFrom?: string;
  /** The address of the delivered file. Personal data. */
  readonly url?: string;
  /** Results that may identify a person or reveal content. Personal data. */
  readonly details?: JsonObject;
}

export interface SkipStep extends AttemptCommand {
  readonly type: 'SkipStep';
  readonly reason: SkipReason;
}

export interface FailStep extends AttemptCommand {
  readonly type: 'FailStep';
  readonly code: string;
  /** For people. Personal data. */
  readonly message: string;
  readonly retryable: boolean;
  readonly progress: number;
  /** The minimum wait that the other side asked for. */
  readonly retryAfterMs?: number;
}

/** Reports a missing dependency without which the work cannot go on (U21). */
export interface WaitStep extends AttemptCommand {
  readonly type: 'WaitStep';
  readonly for: string;
  /** For people. Personal data. */
  readonly message: string;
  readonly progress: number;
  /** The minimum wait that the other side asked for. */
  readonly retryAfterMs?: number;
  /** The maximum wait, for something that is expected to come by itself soon. */
  readonly checkWithinMs?: number;
  /** The interval of checks that add no event while the wait is the same. It replaces the waits of the plan (ADR 107). */
  readonly checkEveryMs?: number;
  /** The time at which it comes, if that is known. It replaces the waits of the plan. */
  readonly until?: string;
}

/** Records the outcome of an attempt that was closed before it reported (U16). */
export interface RecordLate extends AttemptCommand {
  readonly type: 'RecordLate';
  readonly outcome: LateOutcome;
}

type ReportedEnd = Extract<AttemptEnd, LateOutcome | 'waited'>;

/**
 * Records a closed attempt's outcome once as late (U16), without any effect (FLR-18, UPL-10).
 * If the attempt ended with this outcome, the command is a repeat and adds nothing.
 */
function recordLateResult({ step, attempt }: ClosedAttempt, outcome: LateOutcome): Decision {
  if (attempt.end === outcome || attempt.late?.includes(outcome) === true) return noEvents;
  return { events: [newEvent('LateResultIgnored', { step: step.step, attemptId: attempt.attemptId, outcome })] };
}

/** Passes the current attempt to `ending`; the report of a closed attempt is late. */
function endAttempt(
  state: AssetState,
  command: AttemptCommand,
  outcome: ReportedEnd,
  ending: (found: CurrentAttempt) => Decision,
): Decision {
  const found = findAttempt(state, command);
  if ('problem' in found) return found.problem;
  if (found.current) return ending(found);
  if (outcome !== 'waited') return recordLateResult(found, outcome);
  return found.attempt.end === outcome ? noEvents : recordLateResult(found, 'aborted');
}

function personalOf({ url, details }: CompleteStep): [] | [{ url?: string; details?: JsonObject }] {
  if (url === undefined && details === undefined) return [];
  return [{ ...(url === undefined ? {} : { url }), ...(details === undefined ? {} : { details: { ...details } }) }];
}

/** Completes an attempt and schedules the steps that depend on it (STG-05, UPL-02, UPL-08). */
export const completeStep = (state: AssetState, command: CompleteStep): Decision =>
  endAttempt(state, command, 'completed', (found) => {
    if (found.step.phase !== 'running')
      return reject('not-started', 'An attempt can complete only after it has started.', START_FIRST);
    const { step, attemptId, result, artifacts, metrics, adoptedFrom } = command;
    const completed = newEvent(
      'StepCompleted',
      {
        step,
        attemptId,
        result: { ...result },
        artifacts: [...artifacts],
        metrics: { ...metrics },
        ...(adoptedFrom === undefined ? {} : { adoptedFrom }),
      },
      ...personalOf(command),
    );
    return advance(completed);
  });

/**
 * Skips a step that does not apply: no engine, no audio … This is no failure; steps that need its result are skipped too
 * (STG-12).
 */
export const skipStep = (state: AssetState, command: SkipStep): Decision =>
  endAttempt(state, command, 'skipped', (found) => {
    if (isEssential(found.plan))
      return reject(
        'not-skippable',
        'The step cannot be skipped: every later step depends on it.',
        'Complete the attempt, or fail it.',
      );
    const { step, attemptId, reason } = command;
    return advance(newEvent('StepSkipped', { step, reason, attemptId }));
  });

const CODE = /^[a-z0-9][a-z0-9_.-]{0,79}$/;
const toStableCode = (code: string): string => (CODE.test(code) ? code : 'unexpected');

/** Returns the requested wait if it is longer than our own. NaN is ignored. */
const pickLonger = (requested: number | undefined, own: number): number =>
  requested !== undefined && requested > own ? requested : own;
const limitWait = (wait: number, limit: number | undefined): number => (limit !== undefined && limit < wait ? limit : wait);

/** Returns the time of the next automatic retry, or undefined if the failure is final (FLR-14). */
function findRetryTime(found: CurrentAttempt, command: FailStep): string | undefined {
  const { maxAttempts, backoffMs }: RetryPolicy = found.plan.retry;
  const failures = found.step.failures + 1;
  // After a final failure nothing new of the run starts, so there is no further attempt (D36).
  const isRunFailing = found.plan.kind !== 'preview' && fatalStep(found.asset) !== undefined;
  if (!command.retryable || failures >= maxAttempts || isRunFailing) return undefined;
  const backoff = backoffMs[Math.min(failures, backoffMs.length) - 1] ?? 0;
  const again = addMilliseconds(command.now, pickLonger(command.retryAfterMs, backoff));
  return isWithinBudget(found, again, command.now) ? again : undefined;
}

function isWithinBudget({ plan, step }: CurrentAttempt, again: string, now: string): boolean {
  const { budgetMs } = plan.retry;
  return budgetMs === undefined || Date.parse(again) - Date.parse(step.firstFailedAt ?? now) <= budgetMs;
}

interface NextCheck {
  readonly until: string;
  readonly named?: true;
}

/**
 * Returns the time of the next check. `named`: the other side wants it later than the plan does, and not because the missing
 * thing comes by itself.
 */
function findNextCheck({ now, retryAfterMs, checkWithinMs, checkEveryMs, until }: WaitStep, own: number): NextCheck {
  if (checkEveryMs !== undefined) return { until: addMilliseconds(now, checkEveryMs) };
  const instant = until === undefined ? undefined : parseInstant(until);
  // The clock of the service that named the time may be behind. A past time would be checked again and again.
  if (instant !== undefined && Date.parse(instant) > Date.parse(now)) return { until: instant, named: true };
  const wait = limitWait(pickLonger(retryAfterMs, own), checkWithinMs);
  return { until: addMilliseconds(now, wait), ...(wait > own && checkWithinMs === undefined ? { named: true } : {}) };
}

const isKnownWait = (present: DependencyWait | undefined, everyMs: number): boolean =>
  present?.everyMs === everyMs && present.isOutdated !== true;

/**
 * Ends an attempt because a dependency is missing. No retry is used up, and the next attempt follows automatically (U21).
 * If a final failure has already ended the run, no attempt follows (D36).
 * A check at the interval that the wait already has is no news: its attempt stays, and is checked again (ADR 107).
 */
export const waitStep = (state: AssetState, command: WaitStep): Decision =>
  endAttempt(state, command, 'waited', (found) => {
    const waits = found.plan.retry.waitMs ?? DEFAULT_WAITS_MS;
    const reason = { for: toStableCode(command.for), progress: clampFraction(command.progress) };
    const present = continuedWait(found.step, reason);
    const { checkEveryMs: everyMs } = command;
    if (everyMs !== undefined && isKnownWait(present, everyMs) && found.step.phase === 'scheduled') return noEvents;
    const wait = waits[Math.min(present?.looks ?? 0, waits.length - 1)] ?? 0;
    const waiting = newEvent(
      'StepWaiting',
      {
        step: command.step,
        attemptId: command.attemptId,
        ...reason,
        ...findNextCheck(command, wait),
        ...(everyMs === undefined ? {} : { everyMs }),
      },
      { message: command.message },
    );
    return advance(waiting);
  });

/**
 * Handles every failure (FLR-01). A retryable failure schedules the next attempt in the same commit. A final failure rolls the
 * run back (FLR-02 to FLR-05) or fails only the output (FLR-10), depending on the step's policy.
 */
export const failStep = (state: AssetState, command: FailStep): Decision =>
  endAttempt(state, command, 'failed', (found) => {
    const again = findRetryTime(found, command);
    const failed = newEvent(
      'StepFailed',
      {
        step: command.step,
        attemptId: command.attemptId,
        error: { code: toStableCode(command.code), retryable: command.retryable },
        progress: clampFraction(command.progress),
        ...(again === undefined ? {} : { retryAt: again }),
      },
      { message: command.message },
    );
    return advance(failed);
  });

/** Records that an attempt was closed while it worked (U16). */
export function recordLate(state: AssetState, command: RecordLate): Decision {
  const found = findAttempt(state, command);
  if ('problem' in found) return found.problem;
  return found.current
    ? reject('still-current', 'The attempt is the current one, so its report is not late.', 'Complete, skip or fail the attempt.')
    : recordLateResult(found, command.outcome);
}
