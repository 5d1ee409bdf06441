import { TRANSCRIBE, outputOf, type SkipReason } from '@throughline/contracts';
import type { Personal } from '../asset/personal.js';
import type { Asset, Rollback, StepError, StepState } from '../asset/state.js';
import { NOT_DELIVERED, isUnconfirmed, stepOf } from '../steps/steps.js';
import { isDone, missingTranscription } from './outcome.js';

/** What went wrong, as the page says it, and since when. */
export interface Mishap {
  readonly text: string;
  readonly since: string;
}

/** A step whose worker has given no sign of life since. */
export interface StalledStep {
  readonly step: string;
  readonly since: string;
}

/** What the state does not hold. */
export interface MirrorFacts {
  readonly personal: Personal;
  readonly stalled?: readonly StalledStep[];
}

/** AUD-12. */
export const processingError = (what: string): string => `Error in video processing: ${what}`;

const outputName = ({ step, output }: Pick<StepState, 'step' | 'output'>): string => output?.name ?? outputOf(step) ?? step;

/** What went wrong where no words about it are known, or were erased. */
const wordsOf = (step: StepState | undefined, code: string): string =>
  step !== undefined && code === NOT_DELIVERED ? `it did not arrive at ${outputName(step)}` : code;

/** The attempt that was ended, whatever has been scheduled since. */
const failedAttempt = ({ attempts }: StepState): string | undefined =>
  attempts.findLast(({ end }) => end === 'failed')?.attemptId;

/** AUD-12, C8: a time limit is no exception, and is said without the prefix. */
function textOf(asset: Asset, failure: { readonly step: string; readonly code: string }, personal: Personal): string {
  const step = stepOf(asset, failure.step);
  const attemptId = failure.code === 'timeout' && step !== undefined ? failedAttempt(step) : undefined;
  if (attemptId !== undefined) return `Task ${attemptId} exceeded time limit`;
  return processingError(personal.steps?.[failure.step]?.message ?? wordsOf(step, failure.code));
}

/** Failed, and not started again: also while a further attempt is scheduled (AUD-11). What follows upon a delivery never fails it (U9). */
const standingError = ({ kind, phase, error }: StepState): StepError | undefined =>
  kind === 'followUp' || phase === 'completed' || phase === 'skipped' ? undefined : error;

const failures = (asset: Asset, personal: Personal): readonly Mishap[] =>
  asset.steps.flatMap((step) => {
    const error = standingError(step);
    return error === undefined ? [] : [{ text: textOf(asset, { step: step.step, code: error.code }, personal), since: error.at }];
  });

/** Stays when the step that the run was given up for is left out by a person afterwards. */
const ofRollback = (asset: Asset, rollback: Rollback, personal: Personal): Mishap => ({
  text: textOf(asset, rollback, personal),
  since: rollback.at,
});

const WANTING: Partial<Readonly<Record<SkipReason, string>>> = {
  no_engine: 'there is no engine that could transcribe it',
  no_engine_for_language: 'there is no engine that could transcribe its language',
};

function untranscribed(asset: Asset, personal: Personal): readonly Mishap[] {
  const step = missingTranscription(asset);
  if (step?.skipReason === undefined) return [];
  const failed = personal.steps?.[TRANSCRIBE]?.message ?? step.error?.code ?? 'it was not transcribed';
  return [{ text: processingError(WANTING[step.skipReason] ?? failed), since: step.endedAt ?? step.changedAt }];
}

/** A fact about an attempt that has ended meanwhile is none any more. */
const stalls = (asset: Asset, stalled: readonly StalledStep[]): readonly Mishap[] =>
  stalled.flatMap(({ step, since }) => {
    const found = stepOf(asset, step);
    return found?.phase === 'running' && found.kind !== 'followUp'
      ? [{ text: processingError(`no sign of life from the worker of ${step} since ${since}`), since }]
      : [];
  });

/** Told once everything else is done: until then there is work that goes on. */
const unconfirmed = (asset: Asset): readonly Mishap[] =>
  isDone(asset)
    ? asset.steps.filter(isUnconfirmed).map((step) => ({
        text: processingError(`whether it has arrived at ${outputName(step)} is not known`),
        since: step.endedAt ?? step.changedAt,
      }))
    : [];

const newest = (mishaps: readonly Mishap[]): Mishap | undefined =>
  mishaps.reduce<Mishap | undefined>((last, each) => (last === undefined || last.since <= each.since ? each : last), undefined);

/** What somebody has made of the run; a deletion stops what is at work, and so does nothing to what has ended. */
function ofPerson({ run, deletedAt }: Asset, { cancelReason }: Personal): Mishap | undefined {
  const at = run?.cancelled?.at;
  if (at === undefined) return undefined;
  if (deletedAt === at) return { text: processingError('deleted'), since: at };
  return { text: processingError(cancelReason === undefined ? 'cancelled' : `cancelled: ${cancelReason}`), since: at };
}

/** What the page has to say of it, where anything has gone wrong that nobody has begun to mend. */
export function mishapOf(asset: Asset, { personal, stalled = [] }: MirrorFacts): Mishap | undefined {
  const byPerson = ofPerson(asset, personal);
  if (byPerson !== undefined) return byPerson;
  const own = newest([
    ...failures(asset, personal),
    ...untranscribed(asset, personal),
    ...stalls(asset, stalled),
    ...unconfirmed(asset),
  ]);
  const rollback = asset.run?.rollback;
  return own === undefined && rollback !== undefined ? ofRollback(asset, rollback, personal) : own;
}
