import { isPresent, type AssetState } from '../asset/state.js';
import { NOT_DELIVERED, isUnconfirmed, stepOf } from '../steps/steps.js';
import type { SettleDelivery } from './command.js';
import { goneAsset, reject, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { withConsequences } from './follow-up.js';

/** Ends "uploaded, unconfirmed": a person has looked (design.md §4 "Never twice"). What has not arrived is sent by the next run. */
export function settleDelivery(state: AssetState, command: SettleDelivery): Decision {
  if (!isPresent(state)) return unknownAsset;
  const gone = goneAsset(state);
  if (gone !== undefined) return gone;
  const { step: name, delivered, by, now } = command;
  const step = stepOf(state, name);
  if (step?.kind !== 'delivery') return reject('unknown-output', 'The item has no such output.', 'Name one of its outputs.');
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
