import { isPresent, type AssetState } from '../asset/state.js';
import type { EraseAsset } from './command.js';
import { cancellation } from './control.js';
import { satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';

/**
 * Ends what is going on, and gives content and everything personal up for good. Allowed in every state: whoever has a right to be
 * forgotten does not have to wait for a run, a retention date or a restore. Status and counts stay what the work has made them.
 */
export function eraseAsset(state: AssetState, { by }: EraseAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  if (state.erasedAt !== undefined)
    return satisfied('already-erased', 'The item was erased before.', 'To have it again, register the file as a new item.');
  const stop = cancellation(state, { by });
  return { events: [...('events' in stop ? stop.events : []), newEvent('AssetErased', { by })] };
}
