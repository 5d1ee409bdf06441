import { outputOf, type AssetEvent } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { isHeld } from '../asset/steps/review.js';
import { fatalStep, isClosed, isRunActive } from '../asset/steps/run.js';
import {
  hasEnded,
  isGivenUp,
  isIrreplaceable,
  isOpen,
  isSuperseded,
  isUnconfirmed,
  mayHaveArrived,
  plannedStep,
  stepOf,
} from '../asset/steps/steps.js';
import { hasOldTranscript } from '../asset/texts/current-transcript.js';
import { RUN_IS_CLOSED, advance, checkHasFile, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { rejectUnknownOutput } from './settle-delivery.js';
import type { ActorCommand } from './command-context.js';

export interface Redeliver extends ActorCommand {
  readonly type: 'Redeliver';
  readonly step: string;
}

/** Returns true if the active run still delivers to the output, unless a step before it gives the run up. */
export const isToCome = (asset: Asset, step: StepState): boolean =>
  !hasEnded(step) && isRunActive(asset) && fatalStep(asset) === undefined && plannedStep(asset, step.step) !== undefined;

export function checkDelivered(asset: Asset, step: StepState): Decision | undefined {
  if (step.phase === 'completed') return undefined;
  if (isHeld(asset, step)) return reject('not-delivered', 'The output waits until a person publishes it.', 'Publish the output.');
  if (isToCome(asset, step))
    return satisfy('already-to-come', 'The newest version is about to be delivered to the output.', 'Wait for the delivery.');
  const detail =
    step.delivered === undefined
      ? 'Nothing was delivered to the output.'
      : 'The last delivery to the output has not completed: it has an earlier version.';
  return reject('not-delivered', detail, 'Run the item: the run delivers to all outputs that do not have the newest version.');
}

const isBusy = (asset: Asset, { step }: StepState): boolean =>
  asset.steps.some((each) => each.kind === 'followUp' && outputOf(each.step) === outputOf(step) && isOpen(each));

/** Returns a refusal if the delivery has no run to belong to: no run contains it, or the run was given up. */
export function checkInRun(asset: Asset, { step }: StepState): Decision | undefined {
  const { run } = asset;
  const refusal = checkHasFile(asset);
  if (refusal !== undefined) return refusal;
  if (run === undefined || plannedStep(asset, step) === undefined)
    return reject('not-in-run', 'The last run does not have this output.', 'Run the item with this output first.');
  return isClosed(run) || fatalStep(asset) !== undefined
    ? reject('not-in-run', RUN_IS_CLOSED, 'Run the item again, then deliver again.')
    : undefined;
}

export const rejectUnconfirmed = reject(
  'unconfirmed',
  'The outcome of the delivery is unknown.',
  'Check the destination, then confirm or fail the delivery (settle).',
);

function checkReplaceable(asset: Asset, step: StepState): Decision | undefined {
  if (isUnconfirmed(step)) return rejectUnconfirmed;
  if (!hasOldTranscript(asset, step) && !isSuperseded(step))
    return reject('nothing-newer', 'The output has the newest version.', 'No action is needed.');
  if (isIrreplaceable(step))
    return reject(
      'not-replaceable',
      'The destination keeps the first delivery: it cannot be replaced there.',
      'Change the content at the destination by hand, or run the item with an output that does not have it yet.',
    );
  if (isBusy(asset, step))
    return reject('output-busy', 'A follow-up of the output is in progress.', 'Try again when it is done.');
  return checkInRun(asset, step);
}

/** Returns the reason against sending a delivery that a person has given up, if there is one. */
export const checkGivenUp = (asset: Asset, step: StepState): Decision | undefined =>
  mayHaveArrived(step) ? rejectUnconfirmed : checkInRun(asset, step);

/** Returns the approval that the request implies: a run with a review would hold the output otherwise. */
function approve({ run }: Asset, step: string, by: string): readonly AssetEvent[] {
  const output = outputOf(step);
  return run?.config.auto_upload === false && output !== undefined && run.published?.includes(output) !== true
    ? [newEvent('PublishRequested', { runId: run.runId, by, outputs: [output] })]
    : [];
}

/**
 * Sends newer files to an output that has already been delivered. A run never does that (RUN-07, UPL-10), so a correction needs
 * this command.
 * The destination replaces its content or keeps it; there are never two copies. A delivery that a person has given up is sent too.
 */
export function redeliver(state: AssetState, { step: name, by }: Redeliver): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const step = stepOf(state, name);
  if (step?.kind !== 'delivery') return rejectUnknownOutput(state);
  const refused = isGivenUp(step) ? checkGivenUp(state, step) : (checkDelivered(state, step) ?? checkReplaceable(state, step));
  if (refused !== undefined) return refused;
  return advance(...approve(state, name, by), newEvent('RedeliveryRequested', { step: name, by }));
}
