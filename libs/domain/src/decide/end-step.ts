import type { JsonObject, RetryPolicy } from '@throughline/contracts';
import { waitOf } from '../asset/evolve-step.js';
import type { AssetState, AttemptEnd, LateOutcome } from '../asset/state.js';
import { isEssential } from '../steps/kinds.js';
import { fatalStep } from '../steps/run.js';
import { attemptOf, type ClosedAttempt, type CurrentAttempt } from './attempt.js';
import type { CompleteStep, FailStep, OfAttempt, RecordLate, SkipStep, WaitStep } from './command.js';
import { START_FIRST, nothing, reject, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { withConsequences } from './follow-up.js';
import { asFraction, later } from './instant.js';

type Said = Extract<AttemptEnd, LateOutcome | 'waited'>;

/**
 * What a closed attempt still says changes nothing (FLR-18, UPL-10) and is recorded once as late (U16).
 * Where it is how the attempt ended, it is the same command again.
 */
function lateResult({ step, attempt }: ClosedAttempt, outcome: LateOutcome): Decision {
  if (attempt.end === outcome || attempt.late?.includes(outcome) === true) return nothing;
  return { events: [newEvent('LateResultIgnored', { step: step.step, attemptId: attempt.attemptId, outcome })] };
}

/** Hands the current attempt to `ending`; a closed one is late. */
function endOf(state: AssetState, command: OfAttempt, outcome: Said, ending: (found: CurrentAttempt) => Decision): Decision {
  const found = attemptOf(state, command);
  if ('problem' in found) return found.problem;
  if (found.current) return ending(found);
  if (outcome !== 'waited') return lateResult(found, outcome);
  return found.attempt.end === outcome ? nothing : lateResult(found, 'aborted');
}

const recordedAt = ({ asset }: CurrentAttempt, { now }: OfAttempt): { assetId: string; at: string } => ({
  assetId: asset.assetId,
  at: now,
});

function personalOf({ url, details }: CompleteStep): [] | [{ url?: string; details?: JsonObject }] {
  if (url === undefined && details === undefined) return [];
  return [{ ...(url === undefined ? {} : { url }), ...(details === undefined ? {} : { details: { ...details } }) }];
}

/** The result of an attempt, and with it the start of what depends on it (STG-05, UPL-02, UPL-08). */
export const completeStep = (state: AssetState, command: CompleteStep): Decision =>
  endOf(state, command, 'completed', (found) => {
    if (found.step.phase !== 'running') return reject('not-started', 'An attempt completes after it has started.', START_FIRST);
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
    return withConsequences(found.asset, [completed], recordedAt(found, command));
  });

/** A worker found that the step does not apply: no engine, no audio … Not a failure; what needs its result is skipped too (STG-12). */
export const skipStep = (state: AssetState, command: SkipStep): Decision =>
  endOf(state, command, 'skipped', (found) => {
    if (isEssential(found.plan)) return reject('not-skippable', 'Everything after it depends on it.', 'Complete it, or fail it.');
    const { step, attemptId, reason } = command;
    return withConsequences(found.asset, [newEvent('StepSkipped', { step, reason, attemptId })], recordedAt(found, command));
  });

const CODE = /^[a-z0-9][a-z0-9_.-]{0,79}$/;
const stableCode = (code: string): string => (CODE.test(code) ? code : 'unexpected');

/** The other side's wish counts where it is longer than our own wait; what is no number is no wish. */
const longer = (asked: number | undefined, own: number): number => (asked !== undefined && asked > own ? asked : own);

/** When a failed step is tried again by itself, or undefined where it has finally failed (FLR-14). */
function retryAt(found: CurrentAttempt, command: FailStep): string | undefined {
  const { maxAttempts, backoffMs }: RetryPolicy = found.plan.retry;
  const failures = found.step.failures + 1;
  // After a final failure nothing new starts, a further attempt neither (D36).
  if (!command.retryable || failures >= maxAttempts || fatalStep(found.asset) !== undefined) return undefined;
  const backoff = backoffMs[Math.min(failures, backoffMs.length) - 1] ?? 0;
  const again = later(command.now, longer(command.retryAfterMs, backoff));
  return isWithinBudget(found, again, command.now) ? again : undefined;
}

/** A retry may not start later than the plan's budget after the first failure. */
function isWithinBudget({ plan, step }: CurrentAttempt, again: string, now: string): boolean {
  const { budgetMs } = plan.retry;
  return budgetMs === undefined || Date.parse(again) - Date.parse(step.firstFailedAt ?? now) <= budgetMs;
}

/** Waits grow as a dependency stays away; where the plan does not say, as here. Milliseconds. */
const WAITS_MS = [5_000, 15_000, 60_000, 300_000, 900_000];

/**
 * Something is not there yet: no failure, no retry used up, and the next attempt follows by itself (U21).
 * Where a final failure has ended the run already (D36) there is nothing to wait for.
 */
export const waitStep = (state: AssetState, command: WaitStep): Decision =>
  endOf(state, command, 'waited', (found) => {
    const waits = found.plan.retry.waitMs ?? WAITS_MS;
    const said = { for: stableCode(command.for), progress: asFraction(command.progress) };
    const looks = waitOf(found.step, said)?.looks ?? 0;
    const wait = waits[Math.min(looks, waits.length - 1)] ?? 0;
    const waiting = newEvent(
      'StepWaiting',
      {
        step: command.step,
        attemptId: command.attemptId,
        ...said,
        until: later(command.now, longer(command.retryAfterMs, wait)),
      },
      { message: command.message },
    );
    return withConsequences(found.asset, [waiting], recordedAt(found, command));
  });

/**
 * The one failure handler (FLR-01). A retryable failure schedules the next attempt in the same commit; a final one rolls the run back
 * (FLR-02 to FLR-05) or fails the output alone (FLR-10), as the plan's policy for the step says.
 */
export const failStep = (state: AssetState, command: FailStep): Decision =>
  endOf(state, command, 'failed', (found) => {
    const again = retryAt(found, command);
    const failed = newEvent(
      'StepFailed',
      {
        step: command.step,
        attemptId: command.attemptId,
        error: { code: stableCode(command.code), retryable: command.retryable },
        progress: asFraction(command.progress),
        ...(again === undefined ? {} : { retryAt: again }),
      },
      { message: command.message },
    );
    return withConsequences(found.asset, [failed], recordedAt(found, command));
  });

/** An attempt that was closed while it worked says so (U16). */
export function recordLate(state: AssetState, command: RecordLate): Decision {
  const found = attemptOf(state, command);
  if ('problem' in found) return found.problem;
  return found.current
    ? reject('still-current', 'The attempt is not late: it is the current one.', 'Complete it, skip it or fail it.')
    : lateResult(found, command.outcome);
}
