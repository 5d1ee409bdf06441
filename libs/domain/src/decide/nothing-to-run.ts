import { outputOf } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { nounOf } from '../asset/pipeline/noun.js';
import { isGivenUp, isIrreplaceable, isOutdated, isUnconfirmed } from '../asset/steps/steps.js';
import { hasOldTexts } from '../asset/texts/sent-texts.js';
import { satisfy, type Decision } from './decision.js';

const namesOf = (steps: readonly StepState[]): string => steps.map(({ step }) => outputOf(step) ?? step).join(', ');

/** Names the outputs with an earlier title or description, and the way to change these. */
function addOldTexts(asset: Asset, detail: string, tryInstead: string): Decision {
  const old = asset.steps.filter((step) => hasOldTexts(asset, step));
  if (old.length === 0) return satisfy('already-complete', detail, tryInstead);
  return satisfy(
    'already-complete',
    `${detail} The title or the description was changed after the delivery. These outputs have the earlier texts: ${namesOf(old)}.`,
    `${tryInstead} To send the present title and description to an output, redeliver it with metadata_only (tl redeliver ID OUTPUT --metadata).`,
  );
}

/** Returns the answer for a READY item, with any action that a person may still take. */
export function describeCompletion(asset: Asset): Decision {
  const { steps, pipeline } = asset;
  const noun = nounOf(pipeline);
  const skipped = steps.filter(isGivenUp);
  const all = skipped.length === 0 ? 'all of its outputs' : `all of its outputs except the skipped ones (${namesOf(skipped)})`;
  const unconfirmed = steps.filter(isUnconfirmed);
  if (unconfirmed.length > 0)
    return addOldTexts(
      asset,
      `The ${noun} was sent to ${all}. Unconfirmed deliveries: ${namesOf(unconfirmed)}.`,
      'Check each destination, then confirm or fail the delivery (settle). The next run repeats failed deliveries.',
    );
  const irreplaceable = steps.filter(isIrreplaceable);
  if (irreplaceable.length > 0)
    return addOldTexts(
      asset,
      `The ${noun} was delivered to ${all}. These have an earlier version, which cannot be replaced: ${namesOf(irreplaceable)}.`,
      'To deliver this version elsewhere, run the item with an output that does not have it yet.',
    );
  const outdated = steps.filter(isOutdated);
  if (outdated.length > 0)
    return addOldTexts(
      asset,
      `The ${noun} was delivered to ${all}. These have an earlier version: ${namesOf(outdated)}.`,
      'To replace it, deliver again to that output (redeliver).',
    );
  return addOldTexts(
    asset,
    `The ${noun} is complete: it was delivered to ${all}.`,
    skipped.length === 0
      ? 'To repeat all steps, reset the item and run it.'
      : 'To deliver to a skipped output after all, add it to the run again (tl deliver ID OUTPUT).',
  );
}
export const nothingLeft = satisfy(
  'already-complete',
  'Every step of the configuration is completed, so there is nothing to run.',
  'Add an output or switch on a stage, then run the item. To repeat all steps, reset it first.',
);

export const describeUnusedChanges = (changed: readonly string[]): Decision =>
  satisfy(
    'already-complete',
    `Every step is completed, and these settings repeat none of them: ${changed.join(', ')}.`,
    'To repeat all steps with these settings, reset the item and run it.',
  );
