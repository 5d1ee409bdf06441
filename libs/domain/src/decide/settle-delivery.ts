import { isPresent, type AssetState } from '../asset/state.js';
import { stepOf } from '../steps/steps.js';
import type { SettleDelivery } from './command.js';
import { reject, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';

/** Ends "uploaded, unconfirmed": a person has looked (design.md §4 "Never twice"). What has not arrived is sent by the next run. */
export function settleDelivery(state: AssetState, { step: name, delivered, by }: SettleDelivery): Decision {
  if (!isPresent(state)) return unknownAsset;
  const step = stepOf(state, name);
  if (step?.kind !== 'delivery') return reject('unknown-output', 'The item has no such output.', 'Name one of its outputs.');
  const unconfirmed = step.result?.['unconfirmed'];
  if (step.phase === 'completed' && unconfirmed === true)
    return { events: [newEvent('DeliverySettled', { step: name, delivered, by })] };
  if (delivered && step.phase === 'completed') return satisfied('already-settled', 'The delivery is confirmed.');
  return reject('not-unconfirmed', 'It is known whether this output was delivered.', 'Look at its status.');
}
