import { restartBase } from '../asset/base.js';
import { isContentGone } from '../asset/content.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { cancellation } from './control.js';
import type { DeleteAsset, ExpireAsset, ResetAsset, RestoreAsset } from './command.js';
import { badDate, erasedAsset, expiredAsset, goneAsset, nothing, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { instantOf } from './instant.js';

const isAsNew = (asset: Asset): boolean =>
  asset.base === 'PENDING_SOURCE' ||
  (asset.run === undefined &&
    asset.base === restartBase(asset) &&
    asset.steps.every(({ phase, failures, crashes }) => phase === 'pending' && failures === 0 && crashes === 0));

/** Everything is to be done again, from the download on (D7, RUN-12, RUN-13). Stops what is going on. */
export function resetAsset(state: AssetState, { by }: ResetAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  const gone = goneAsset(state);
  if (gone !== undefined) return gone;
  if (isAsNew(state))
    return satisfied(
      'already-reset',
      'Nothing has been done yet, so there is nothing to reset.',
      state.base === 'PENDING_SOURCE' ? 'Upload its source, then run it.' : 'To start it, run it.',
    );
  return { events: [newEvent('AssetReset', { by, target: restartBase(state) })] };
}

/** Stops what is going on and marks the item as deleted; its content is kept until the retention date (USR-05). */
export function deleteAsset(state: AssetState, command: DeleteAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  if (state.deletedAt !== undefined)
    return satisfied(
      'already-deleted',
      'The item is deleted.',
      isContentGone(state)
        ? 'Its content is gone: to have it again, register the file as a new item.'
        : 'To have it back, restore it.',
    );
  const expiresAt = instantOf(command.expiresAt);
  if (expiresAt === undefined) return badDate('The retention date');
  const stop = cancellation(state, { by: command.by });
  const deleted = newEvent('AssetDeleted', { by: command.by, expiresAt });
  return { events: [...('events' in stop ? stop.events : []), deleted] };
}

/** Takes a deletion back, while the content is there. */
export function restoreAsset(state: AssetState, { by }: RestoreAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  if (state.erasedAt !== undefined) return erasedAsset;
  if (state.expiredAt !== undefined) return expiredAsset;
  if (state.deletedAt === undefined)
    return satisfied('not-deleted', 'The item is not deleted.', 'Go on with it: run it, or delete it.');
  return { events: [newEvent('AssetRestored', { by })] };
}

/** The retention date of a deleted item has come (AGG-03). A poke too early, or a second one, changes nothing. */
export function expireAsset(state: AssetState, { now }: ExpireAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  const isDue = state.expiresAt !== undefined && Date.parse(state.expiresAt) <= Date.parse(now);
  return isDue && state.expiredAt === undefined ? { events: [newEvent('AssetExpired', {})] } : nothing;
}
