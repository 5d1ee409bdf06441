import { initialBase } from '../asset/base-status.js';
import { hasMadeFileOfPages, isContentGone } from '../asset/content.js';
import { hasOnlyCopy, type StoreFacts } from '../asset/history-only.js';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { cancelActiveRun } from './control.js';
import {
  rejectDate,
  erasedAsset,
  expiredAsset,
  checkHasFile,
  checkNotGone,
  noEvents,
  onlyCopy,
  satisfy,
  unknownAsset,
  type Decision,
} from './decision.js';
import { newEvent } from './event.js';
import { parseInstant } from './instant.js';
import type { ActorCommand, CommandContext } from './command-context.js';

export interface ResetAsset extends ActorCommand, StoreFacts {
  readonly type: 'ResetAsset';
}

export interface DeleteAsset extends ActorCommand {
  readonly type: 'DeleteAsset';
  readonly expiresAt: string;
}

export interface RestoreAsset extends ActorCommand {
  readonly type: 'RestoreAsset';
}

/** Reports that the retention date of a deleted item has passed. */
export interface ExpireAsset extends CommandContext {
  readonly type: 'ExpireAsset';
}

/** The steps have worked with the present source, so a reset also comes before another one. */
export const buildReset = (asset: Asset, by: string): ReturnType<typeof newEvent<'AssetReset'>> =>
  newEvent('AssetReset', { by, target: initialBase(asset) });

const isFresh = ({ phase, failures, crashes }: StepState): boolean => phase === 'pending' && failures === 0 && crashes === 0;

const isUntouched = (asset: Asset): boolean =>
  asset.base === 'PENDING_SOURCE' ||
  (asset.run === undefined &&
    asset.base === initialBase(asset) &&
    asset.steps.every((step) => hasMadeFileOfPages(asset, step) || isFresh(step)));

/**
 * Resets the item: everything is done again from the download on (D7, RUN-12, RUN-13). Ends the active run. Refused if the item
 * could not be downloaded again. A file that was made of pages of other documents stays, because these may be gone.
 */
export function resetAsset(state: AssetState, { by, ...facts }: ResetAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state) ?? checkHasFile(state);
  if (refusal !== undefined) return refusal;
  if (hasOnlyCopy(state, facts)) return { rejected: onlyCopy };
  if (isUntouched(state))
    return satisfy(
      'already-reset',
      'Nothing has been done yet, so there is nothing to reset.',
      state.base === 'PENDING_SOURCE' ? 'Finish the upload, then run the item.' : 'To start, run the item.',
    );
  return { events: [buildReset(state, by)] };
}

/** Ends the active run and marks the item as deleted. Its content stays until the retention date (USR-05). */
export function deleteAsset(state: AssetState, command: DeleteAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  if (state.deletedAt !== undefined)
    return satisfy(
      'already-deleted',
      'The item is deleted.',
      isContentGone(state)
        ? 'Its content was removed. Register the file again, as a new item.'
        : 'To undo the deletion, restore the item.',
    );
  const expiresAt = parseInstant(command.expiresAt);
  if (expiresAt === undefined) return rejectDate('The retention date');
  const stop = cancelActiveRun(state, { by: command.by });
  const deleted = newEvent('AssetDeleted', { by: command.by, expiresAt });
  return { events: [...('events' in stop ? stop.events : []), deleted] };
}

export function restoreAsset(state: AssetState, { by }: RestoreAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  if (state.erasedAt !== undefined) return erasedAsset;
  if (state.expiredAt !== undefined) return expiredAsset;
  if (state.deletedAt === undefined) return satisfy('not-deleted', 'The item is not deleted.', 'Run the item, or delete it.');
  return { events: [newEvent('AssetRestored', { by })] };
}

/** Expires a deleted item after its retention date (AGG-03). An early or repeated call changes nothing. */
export function expireAsset(state: AssetState, { now }: ExpireAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  const isDue = state.expiresAt !== undefined && Date.parse(state.expiresAt) <= Date.parse(now);
  return isDue && state.expiredAt === undefined ? { events: [newEvent('AssetExpired', {})] } : noEvents;
}
