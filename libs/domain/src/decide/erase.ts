import { isPresent, type AssetState } from '../asset/state.js';
import { cancelActiveRun } from './control.js';
import { satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import type { ActorCommand } from './command-context.js';

/** Destroys all content and personal data, whatever the item's state. */
export interface EraseAsset extends ActorCommand {
  readonly type: 'EraseAsset';
}

/**
 * Ends the run and destroys all content and personal data. Allowed in every state: the right to erasure must not wait for a
 * run, a retention date or a restore.
 * Status and counts stay.
 */
export function eraseAsset(state: AssetState, { by }: EraseAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  if (state.erasedAt !== undefined)
    return satisfy('already-erased', 'The item is already erased.', 'Register the file again, as a new item.');
  const stop = cancelActiveRun(state, { by });
  return { events: [...('events' in stop ? stop.events : []), newEvent('AssetErased', { by })] };
}
