import { initialBase } from '../asset/base-status.js';
import { uploadOf, isPresent, type Asset, type AssetState } from '../asset/state.js';
import { isFailed } from '../status/failure.js';
import type { ReplaceAddress } from './command.js';
import { checkNotGone, reject, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';

const REGISTER = 'Register the other address as a new item.';

const hasDelivered = ({ steps }: Asset): boolean =>
  steps.some((step) => step.kind === 'delivery' && (step.phase === 'completed' || step.delivered !== undefined));

/** Gives a failed item another address, and resets it: the next run downloads from there. */
export function replaceAddress(state: AssetState, { by, source, sourceUrl }: ReplaceAddress): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  if (state.source === undefined || uploadOf(state.source) !== undefined || state.source.kind !== source.kind)
    return reject('no-address', 'The item is not downloaded from an address.', REGISTER);
  if (!isFailed(state)) return reject('address-in-use', 'Only the address of a failed item can be replaced.', REGISTER);
  if (hasDelivered(state)) return reject('address-in-use', 'An output already has what was made from this address.', REGISTER);
  return {
    events: [
      newEvent('AssetReset', { by, target: initialBase(state) }),
      newEvent('SourceBecameReady', { source }, { url: sourceUrl }),
    ],
  };
}
