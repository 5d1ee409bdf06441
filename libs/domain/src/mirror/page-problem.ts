import { TRANSCRIBE, outputOf, type SkipReason } from '@throughline/contracts';
import type { PersonalData } from '../asset/personal.js';
import type { Asset, Rollback, StepError, StepState } from '../asset/state.js';
import { NOT_DELIVERED, errorOf, isUnconfirmed, stepOf } from '../asset/steps/steps.js';
import { isDone, findMissingTranscription } from './outcome.js';

/** A problem in the page's words, and since when. */
export interface PageProblem {
  readonly text: string;
  readonly since: string;
}

export interface StalledStep {
  readonly step: string;
  readonly since: string;
}

/** The input that the state does not contain. */
export interface MirrorFacts {
  readonly personal: PersonalData;
  readonly stalled?: readonly StalledStep[];
}

/** AUD-12. */
export const processingError = (what: string): string => `Error in video processing: ${what}`;

const outputName = ({ step, output }: Pick<StepState, 'step' | 'output'>): string => output?.name ?? outputOf(step) ?? step;

/** Describes a failure without a message, or with an erased one. */
const describeCode = (step: StepState | undefined, code: string): string =>
  step !== undefined && code === NOT_DELIVERED ? `it was not delivered to ${outputName(step)}` : code;

/** Returns the newest failed attempt, even if another one has been scheduled since. */
const failedAttempt = ({ attempts }: StepState): string | undefined =>
  attempts.findLast(({ end }) => end === 'failed')?.attemptId;

/** AUD-12, C8: a timeout has its own text without the prefix. */
function describeFailure(
  asset: Asset,
  failure: { readonly step: string; readonly code: string },
  personal: PersonalData,
): string {
  const step = stepOf(asset, failure.step);
  const attemptId = failure.code === 'timeout' && step !== undefined ? failedAttempt(step) : undefined;
  if (attemptId !== undefined) return `Task ${attemptId} exceeded time limit`;
  return processingError(personal.steps?.[failure.step]?.message ?? describeCode(step, failure.code));
}

/**
 * Returns the error of a failed step until it starts again, also while its next attempt is scheduled (AUD-11). A follow-up
 * never fails a delivery (U9).
 */
const openErrorOf = (step: StepState): StepError | undefined =>
  step.kind === 'followUp' || step.phase === 'skipped' ? undefined : errorOf(step);

const findFailureProblems = (asset: Asset, personal: PersonalData): readonly PageProblem[] =>
  asset.steps.flatMap((step) => {
    const error = openErrorOf(step);
    return error === undefined
      ? []
      : [{ text: describeFailure(asset, { step: step.step, code: error.code }, personal), since: error.at }];
  });

/** Returns the run's rollback as a problem, even if a person has skipped the failed step since. */
const rollbackProblem = (asset: Asset, rollback: Rollback, personal: PersonalData): PageProblem => ({
  text: describeFailure(asset, rollback, personal),
  since: rollback.at,
});

const WANTING: Partial<Readonly<Record<SkipReason, string>>> = {
  no_engine: 'no engine is installed that can transcribe it',
  no_engine_for_language: 'no installed engine supports its language',
};

function findTranscriptionProblems(asset: Asset, personal: PersonalData): readonly PageProblem[] {
  const step = findMissingTranscription(asset);
  if (step === undefined) return [];
  const failed = personal.steps?.[TRANSCRIBE]?.message ?? step.error?.code ?? 'it was not transcribed';
  return [{ text: processingError(WANTING[step.skipReason] ?? failed), since: step.endedAt }];
}

/** A stall counts only while its step is still running. */
const findStallProblems = (asset: Asset, stalled: readonly StalledStep[]): readonly PageProblem[] =>
  stalled.flatMap(({ step, since }) => {
    const found = stepOf(asset, step);
    return found?.phase === 'running' && found.kind !== 'followUp'
      ? [{ text: processingError(`the worker of ${step} has not responded since ${since}`), since }]
      : [];
  });

/** Unconfirmed deliveries are reported only when everything else is done: until then work continues. */
const findUnconfirmedProblems = (asset: Asset): readonly PageProblem[] =>
  isDone(asset)
    ? asset.steps.filter(isUnconfirmed).map((step) => ({
        text: processingError(`the delivery to ${outputName(step)} is unconfirmed`),
        since: step.endedAt,
      }))
    : [];

const pickNewest = (mishaps: readonly PageProblem[]): PageProblem | undefined =>
  mishaps.reduce<PageProblem | undefined>(
    (last, each) => (last === undefined || last.since <= each.since ? each : last),
    undefined,
  );

/** Returns a person's cancellation of the run. A deletion counts only if it ended an active run. */
function findCancellationProblem({ run, deletedAt }: Asset, { cancelReason }: PersonalData): PageProblem | undefined {
  const at = run?.cancelled?.at;
  if (at === undefined) return undefined;
  if (deletedAt === at) return { text: processingError('deleted'), since: at };
  return { text: processingError(cancelReason === undefined ? 'cancelled' : `cancelled: ${cancelReason}`), since: at };
}

/** Returns the problem that the page must show, unless a new attempt has already started. */
export function findPageProblem(asset: Asset, { personal, stalled = [] }: MirrorFacts): PageProblem | undefined {
  const byPerson = findCancellationProblem(asset, personal);
  if (byPerson !== undefined) return byPerson;
  const own = pickNewest([
    ...findFailureProblems(asset, personal),
    ...findTranscriptionProblems(asset, personal),
    ...findStallProblems(asset, stalled),
    ...findUnconfirmedProblems(asset),
  ]);
  const rollback = asset.run?.rollback;
  return own === undefined && rollback !== undefined ? rollbackProblem(asset, rollback, personal) : own;
}
