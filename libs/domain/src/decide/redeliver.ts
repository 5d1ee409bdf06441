import { outputOf } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { fatalStep, isOver } from '../steps/run.js';
import { isIrreplaceable, isOpen, isUnconfirmed, plannedStep, stepOf } from '../steps/steps.js';
import { holdsOldWords } from '../transcript/current-transcript.js';
import type { Redeliver } from './command.js';
import { goneAsset, reject, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { withConsequences } from './follow-up.js';
import { noSuchOutput } from './settle-delivery.js';

/** Something is going on at the output, or nothing ever came of it. */
function notDelivered({ phase }: StepState): Decision | undefined {
  if (phase === 'completed') return undefined;
  return phase === 'failed' || phase === 'skipped'
    ? reject('not-delivered', 'The output has not been given what it was to be given.', 'Run it: what has failed is sent again.')
    : satisfied('already-to-come', 'The output is about to be given what there is.', 'Wait for its delivery.');
}

const isBusy = (asset: Asset, { step }: StepState): boolean =>
  asset.steps.some((each) => each.kind === 'followUp' && outputOf(each.step) === outputOf(step) && isOpen(each));

/** A delivery is made in the run that it belongs to: there is none, or it is given up and nothing more starts in it. */
function outOfRun(asset: Asset, { step }: StepState): Decision | undefined {
  const { run } = asset;
  if (run === undefined || plannedStep(asset, step) === undefined)
    return reject('not-in-run', 'The last run has no such output any more.', 'Run it with this output first.');
  return isOver(run) || fatalStep(asset) !== undefined
    ? reject('not-in-run', 'The last run was given up, so nothing more is delivered by it.', 'Run it again, then send it again.')
    : undefined;
}

/** Why what the output has is not to be replaced, or cannot be. */
function keeps(asset: Asset, step: StepState): Decision | undefined {
  if (isUnconfirmed(step))
    return reject('unconfirmed', 'Nobody knows whether the output has what it was sent.', 'Look there, and settle it first.');
  if (!holdsOldWords(asset, step) && step.superseded !== true)
    return reject(
      'nothing-newer',
      'The output has what there is; nothing was corrected or made again since.',
      'Leave it as it is.',
    );
  if (isIrreplaceable(step))
    return reject(
      'not-replaceable',
      'The output keeps what it was given first: it cannot be replaced there.',
      'Change it there by hand, or run it with an output that does not have it yet.',
    );
  if (isBusy(asset, step))
    return reject('output-busy', 'Something is being done at the output just now.', 'Ask again when that is done.');
  return outOfRun(asset, step);
}

/**
 * Gives an output what was made since: a correction changes what was delivered long ago, and a run does not touch what is delivered
 * (RUN-07, UPL-10). What stands there is replaced, or stays where it cannot be; there are never two.
 */
export function redeliver(state: AssetState, { step: name, by, now }: Redeliver): Decision {
  if (!isPresent(state)) return unknownAsset;
  const gone = goneAsset(state);
  if (gone !== undefined) return gone;
  const step = stepOf(state, name);
  if (step?.kind !== 'delivery') return noSuchOutput(state);
  const refused = notDelivered(step) ?? keeps(state, step);
  if (refused !== undefined) return refused;
  return withConsequences(state, [newEvent('RedeliveryRequested', { step: name, by })], { assetId: state.assetId, at: now });
}
