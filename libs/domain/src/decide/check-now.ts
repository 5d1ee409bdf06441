import { quotaOfWait, type AssetEvent } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type DependencyWait, type StepIn } from '../asset/state.js';
import { pauseOf } from '../asset/steps/run.js';
import { currentAttempt, stepOf } from '../asset/steps/steps.js';
import { waitingSteps } from '../asset/steps/waiting.js';
import { advance, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { addMilliseconds } from './instant.js';
import type { ActorCommand } from './command-context.js';
import { rejectUnknownStep } from './unstick.js';

/** A person asks to check at once what steps wait for, instead of at the time of the next check. */
export interface CheckNow extends ActorCommand {
  readonly type: 'CheckNow';
  /** Only this step. Absent: every step that waits. */
  readonly step?: string;
}

/** The shortest time between two requested checks of a step: a person who asks often must not use up another service's limits. */
const CHECK_GAP_MS = 60_000;

interface Wait {
  readonly step: StepIn<'scheduled'>;
  readonly waiting: DependencyWait;
}

/** Returns the steps whose next check has a time or is queued. A failing run checks nothing more. */
const listWaits = (asset: Asset, only: string | undefined): readonly Wait[] =>
  waitingSteps(asset).flatMap(({ step, waiting }) =>
    step.phase === 'scheduled' && (only === undefined || step.step === only) ? [{ step, waiting }] : [],
  );

/** Returns true if the check of a step is due: it has been requested, or is waiting for a worker. */
const isQueued = ({ step }: Wait): boolean => step.notBefore === undefined;

/** Returns true if the wait ends without a check of its step. */
const endsItself = ({ waiting }: Wait): boolean => waiting.everyMs !== undefined || quotaOfWait(waiting.for) !== undefined;

/** Each check that finds nothing schedules the next attempt, so the time of that commit is the time of the last check. */
const findNextTime = ({ step }: Wait): string => addMilliseconds(step.scheduledAt, CHECK_GAP_MS);

const isAllowedAt =
  (now: string) =>
  (wait: Wait): boolean =>
    Date.parse(findNextTime(wait)) <= Date.parse(now);

function rejectWithoutWait(asset: Asset): Decision {
  if (pauseOf(asset) !== undefined)
    return reject('nothing-to-check', 'The run is paused, so none of its steps is checked.', 'To continue, run the item.');
  if (asset.base === 'PENDING_SOURCE')
    return asset.sourceKind === 'upload'
      ? reject('nothing-to-check', 'The item waits for its upload.', 'Finish the upload.')
      : reject('nothing-to-check', 'The item waits for its source to offer the file.', 'Sync the source: each sync checks it.');
  const retry = asset.steps.find((step) => step.phase === 'scheduled' && step.notBefore !== undefined);
  return retry?.phase === 'scheduled' && retry.notBefore !== undefined && retry.waiting === undefined
    ? reject(
        'nothing-to-check',
        `No step waits for something outside. ${retry.step} has failed; its next attempt is due on ${retry.notBefore}.`,
        'To try it again now, restart the step (unstick).',
      )
    : reject('nothing-to-check', 'No step waits for something outside.', 'Read why the item has its status (why).');
}

function rejectAutomatic({ step: { step }, waiting }: Wait): Decision {
  const quota = quotaOfWait(waiting.for)?.replaceAll('_', ' ');
  return quota === undefined
    ? reject(
        'checked-automatically',
        `${step} waits for ${waiting.for}, which is checked all the time.`,
        'No action is needed: the step continues by itself.',
      )
    : reject(
        'checked-automatically',
        `${step} waits because the library has used up its monthly quota of ${quota}. It continues as soon as the quota has room, without a check.`,
        'Ask an administrator for a higher limit.',
      );
}

const rejectTooEarly = (wait: Wait): Decision =>
  reject(
    'checked-recently',
    `A step that waits is checked once a minute on request. ${wait.step.step} can be checked again from ${findNextTime(wait)} on.`,
    'Try again then. The item also checks by itself, at the time that it names.',
  );

const requestCheck = ({ step }: Wait, by: string): readonly AssetEvent[] => {
  const attempt = currentAttempt(step);
  return attempt === undefined ? [] : [newEvent('CheckRequested', { step: step.step, attemptId: attempt.attemptId, by })];
};

/**
 * Replaces the attempts of waiting steps, which are due later, by attempts that start now. The wait itself goes on: it ends if
 * the check finds what was missing. Not for waits that end without a check.
 */
export function checkNow(state: AssetState, { step, now, by }: CheckNow): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  if (step !== undefined && stepOf(state, step) === undefined)
    return rejectUnknownStep(state, 'Omit the step to check all steps that wait.');
  const waits = listWaits(state, step);
  const later = waits.filter((wait) => !isQueued(wait) && !endsItself(wait));
  const allowed = later.filter(isAllowedAt(now));
  if (allowed.length > 0) return advance(...allowed.flatMap((wait) => requestCheck(wait, by)));
  if (waits.some((wait) => isQueued(wait) && !endsItself(wait)))
    return satisfy('already-checking', 'The check is queued, and starts when a worker is free.', 'Wait for its outcome.');
  const [early] = later;
  if (early !== undefined) return rejectTooEarly(early);
  const [automatic] = waits;
  return automatic === undefined ? rejectWithoutWait(state) : rejectAutomatic(automatic);
}
