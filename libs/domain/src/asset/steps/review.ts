import { deliveryStep, outputOf } from '@throughline/contracts';
import type { Asset, StepState } from '../state.js';
import { ancestors, hasEnded, isFinished, stepOf } from './steps.js';

const isReviewed = ({ run }: Asset): boolean =>
  run?.config.auto_upload === false && run.rollback === undefined && run.cancelled === undefined;

const isPublished = ({ run }: Asset, step: StepState): boolean => run?.published?.includes(outputOf(step.step) ?? '') === true;

/** Returns true if the delivery may not start until a person publishes its output. */
export const isHeld = (asset: Asset, step: StepState): boolean =>
  isReviewed(asset) &&
  step.kind === 'delivery' &&
  step.phase === 'pending' &&
  asset.run?.plan.steps.some((planned) => planned.step === step.step) === true &&
  !isPublished(asset, step);

/** Returns true for a held delivery and for its follow-ups: only a person lets them continue. */
export function isAwaitingReview(asset: Asset, step: StepState): boolean {
  // This runs for every step of every folded state, and few runs are reviewed.
  if (!isReviewed(asset) || hasEnded(step)) return false;
  if (step.kind !== 'followUp') return isHeld(asset, step);
  const delivery = stepOf(asset, deliveryStep(outputOf(step.step) ?? ''));
  return delivery !== undefined && isHeld(asset, delivery);
}

/** Returns the names of the outputs that wait for a person, in the order of the plan. */
export const heldOutputs = (asset: Asset): readonly string[] =>
  // Like above: few runs are reviewed.
  isReviewed(asset) ? asset.steps.filter((step) => isHeld(asset, step)).map(({ step }) => outputOf(step) ?? step) : [];

const hasContent = (asset: Asset, step: StepState): boolean =>
  [...ancestors(asset, step.step)].every((before) => {
    const found = stepOf(asset, before);
    return found === undefined || isFinished(found);
  });

/** Returns true if finished content waits for a person to publish it. */
export const needsReview = (asset: Asset): boolean =>
  asset.deletedAt === undefined &&
  asset.erasedAt === undefined &&
  asset.steps.some((step) => isHeld(asset, step) && hasContent(asset, step));
