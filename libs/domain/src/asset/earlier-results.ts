import type { Artifact, JsonObject } from '@throughline/contracts';
import type { PersonalData, PersonalStepData } from './personal.js';
import { applyCorrection } from './texts/current-transcript.js';
import { isFinished, resultOf, sealedDetailsOf, stepOf } from './steps/steps.js';
import { COULD_NOT } from './skips.js';
import type { EarlierResult } from './earlier-result.js';
import type { Asset, StepState } from './state.js';

const isMade = ({ kind, phase }: StepState): boolean => phase === 'completed' && kind !== 'delivery' && kind !== 'followUp';

const setEarlier = ({ earlier: _earlier, ...asset }: Asset, earlier: readonly EarlierResult[]): Asset =>
  earlier.length === 0 ? asset : { ...asset, earlier };

/** Returns the result of a completed step, with the files that a person has corrected. */
function toEarlierResult(asset: Asset, step: StepState): EarlierResult {
  const details = resultOf(step);
  return {
    step: step.step,
    artifacts: applyCorrection(asset, step.artifacts),
    ...(details === undefined ? {} : { details }),
  };
}

/** Keeps the results that a starting run has put back to waiting, until the run has its own (ADR 139). */
export function keepEarlierResults(before: Asset, started: Asset): Asset {
  const earlier = started.steps.flatMap((step) => {
    if (step.phase === 'completed') return [];
    const former = stepOf(before, step.step);
    if (former !== undefined && isMade(former)) return [toEarlierResult(before, former)];
    return before.earlier?.find((each) => each.step === step.step) ?? [];
  });
  return setEarlier(started, earlier);
}

export const dropEarlierResults = (asset: Asset): Asset => (asset.earlier === undefined ? asset : setEarlier(asset, []));

const originalIn = ({ artifacts }: Pick<StepState, 'artifacts'>): Artifact | undefined =>
  artifacts.find(({ role }) => role === 'source');

/** Tells whether the run has fetched other content than the earlier one. */
function hasOtherOriginal(asset: Asset, step: StepState): boolean {
  const before = earlierResultOf(asset, step.step);
  const [former, present] = [before && originalIn(before), originalIn(step)];
  return former !== undefined && present !== undefined && former.sha256 !== present.sha256;
}

/** Drops the earlier result of a step that has its own result, or none on purpose. Nothing stays of another file. */
export function dropReplacedResult(asset: Asset, step: StepState): Asset {
  const { earlier } = asset;
  if (earlier === undefined || !isFinished(step)) return asset;
  if (step.phase === 'skipped' && COULD_NOT.has(step.skipReason)) return asset;
  if (hasOtherOriginal(asset, step)) return dropEarlierResults(asset);
  return setEarlier(
    asset,
    earlier.filter((each) => each.step !== step.step),
  );
}

export const earlierResultOf = ({ earlier }: Pick<Asset, 'earlier'>, step: string): EarlierResult | undefined =>
  earlier?.find((each) => each.step === step);

/** Returns the step's result, or that of the earlier run until this run has its own. */
export const shownResultOf = (asset: Asset, step: string): JsonObject | undefined =>
  resultOf(stepOf(asset, step)) ?? earlierResultOf(asset, step)?.details;

/** Returns the opened sealed details of the shown result. */
export function shownDetailsOf(asset: Asset, personal: PersonalData, step: string): PersonalStepData['details'] {
  if (earlierResultOf(asset, step) === undefined) return sealedDetailsOf(asset, personal, step);
  const { details, earlierDetails } = personal.steps?.[step] ?? {};
  return details ?? earlierDetails;
}

/** A file that people can read. */
export interface ShownFile extends Artifact {
  /** The present run has not made its own yet. Such a file is never delivered. */
  readonly isEarlier?: true;
}

/** Returns the files of a step: its own, or those of the earlier run until this run has its own. */
export function shownFilesOf(asset: Asset, step: StepState): readonly ShownFile[] {
  if (step.phase === 'completed') return step.artifacts;
  return (earlierResultOf(asset, step.step)?.artifacts ?? []).map((artifact) => ({ ...artifact, isEarlier: true }));
}
