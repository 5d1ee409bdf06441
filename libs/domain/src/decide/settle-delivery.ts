import { outputOf } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { NOT_DELIVERED, isUnconfirmed, stepOf } from '../steps/steps.js';
import type { SettleDelivery } from './command.js';
import { goneAsset, reject, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { withConsequences } from './follow-up.js';

export function noSuchOutput({ steps }: Asset): Decision {
  const outputs = steps
    .filter(({ kind }) => kind === 'delivery')
    .map((each) => each.output?.name ?? outputOf(each.step) ?? each.step);
  return outputs.length === 0
    ? reject('unknown-output', 'The item has no output yet: its runs give it some.', 'Run it first.')
    : reject('unknown-output', `The item has no such output; it has: ${outputs.join(', ')}.`, 'Name one of its outputs.');
}

/** Ends "uploaded, unconfirmed": a person has looked (design.md §4 "Never twice"). What has not arrived is sent by the next run. */
export function settleDelivery(state: AssetState, command: SettleDelivery): Decision {
  if (!isPresent(state)) return unknownAsset;
  const gone = goneAsset(state);
  if (gone !== undefined) return gone;
  const { step: name, delivered, by, now } = command;
  const step = stepOf(state, name);
  if (step?.kind !== 'delivery') return noSuchOutput(state);
  if (isUnconfirmed(step)) {
    const settled = newEvent('DeliverySettled', { step: name, delivered, by });
    return withConsequences(state, [settled], { assetId: state.assetId, at: now });
  }
  if (delivered ? step.phase === 'completed' : step.error?.code === NOT_DELIVERED)
    return satisfied('already-settled', 'This is known already.', delivered ? 'Leave it as it is.' : 'To send it again, run it.');
  return reject(
    'not-unconfirmed',
    'There is no doubt whether this output was delivered.',
    'Look at its status; what has failed is sent again by a run.',
  );
}
