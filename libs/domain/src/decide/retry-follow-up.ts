import { followUpOf, outputOf } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { fatalStep, isOver } from '../steps/run.js';
import { plannedStep, stepOf } from '../steps/steps.js';
import type { RetryFollowUp } from './command.js';
import { goneAsset, reject, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { withConsequences } from './follow-up.js';

/** `library/thumbnail`: the output and the follow-up, as a request names them. */
export const followUpTarget = ({ step }: Pick<StepState, 'step'>): string =>
  `${outputOf(step) ?? step}/${followUpOf(step) ?? ''}`;

function noSuchFollowUp({ steps }: Asset): Decision {
  const known = steps.filter(({ kind }) => kind === 'followUp').map(followUpTarget);
  return known.length === 0
    ? reject('unknown-follow-up', 'No output of the item has a follow-up.', 'Run it with an output that has one.')
    : reject('unknown-follow-up', `The item has no such follow-up; it has: ${known.join(', ')}.`, 'Name one of its follow-ups.');
}

/** Why the newest run cannot do it once more. */
function outOfRun(asset: Asset, { step }: StepState): Decision | undefined {
  const { run } = asset;
  return run === undefined || isOver(run) || fatalStep(asset) !== undefined || plannedStep(asset, step) === undefined
    ? reject('not-in-run', 'The newest run was given up, or does not have this follow-up.', 'Run it: that retries it, too.')
    : undefined;
}

/** Does one failed follow-up again, and nothing else (U9). */
export function retryFollowUp(state: AssetState, { step: name, by, now }: RetryFollowUp): Decision {
  if (!isPresent(state)) return unknownAsset;
  const gone = goneAsset(state);
  if (gone !== undefined) return gone;
  const step = stepOf(state, name);
  if (step?.kind !== 'followUp') return noSuchFollowUp(state);
  if (step.phase === 'completed') return satisfied('already-done', 'The follow-up is done.', 'Leave it as it is.');
  if (step.phase === 'skipped')
    return reject('not-failed', 'The follow-up was left out: it does not apply.', 'Look at its `skip_reason`.');
  const refused = outOfRun(state, step);
  if (refused !== undefined) return refused;
  if (step.phase !== 'failed') return satisfied('already-to-come', 'The follow-up is about to be done.', 'Wait for it.');
  return withConsequences(state, [newEvent('RedeliveryRequested', { step: name, by })], { assetId: state.assetId, at: now });
}
