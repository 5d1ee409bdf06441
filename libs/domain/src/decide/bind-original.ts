import { originalOf } from '../asset/content.js';
import { hasOnlyCopy, isHistoryOnly, lacksOnlyCopy, type StoreFacts } from '../asset/history-only.js';
import { IN_FOLDER, leftOriginalOf, type LeftOriginal } from '../asset/left-original.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { isRunActive } from '../asset/steps/run.js';
import type { ActorCommand } from './command-context.js';
import { checkNotGone, noEvents, onlyCopy, reject, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { buildReset } from './lifecycle.js';

/** Binds an item that is only history to its file, which stays in a folder of the operator. */
export interface BindOriginal extends ActorCommand, StoreFacts {
  readonly type: 'BindOriginal';
  readonly original: LeftOriginal;
  /** The path below the folder. Personal data. */
  readonly path: string;
  /** The path that the item is bound to now, if any. The state holds no personal data. */
  readonly boundTo?: string;
  /** The present name of the file, which another path does not change. Personal data. */
  readonly fileName?: string;
}

const isSame = (one: LeftOriginal, other: LeftOriginal): boolean =>
  one.folder === other.folder && one.size === other.size && one.modified === other.modified;

/** A binding can be corrected, also to a file that was changed or moved, until a run has read the file. */
function checkCorrection(asset: Asset, isCopyMissing: boolean): Decision | undefined {
  if (leftOriginalOf(asset.source) === undefined && !isCopyMissing)
    return hasOnlyCopy(asset)
      ? { rejected: { ...onlyCopy, code: 'source-present' } }
      : reject('source-present', 'The item already has its source.', 'Leave it as it is.');
  if (isRunActive(asset))
    return reject(
      'source-in-use',
      'The present run of the item reads another file, or another version of it.',
      'Cancel the run, or wait for its end. Then bind the item again.',
    );
  return originalOf(asset) === undefined || isCopyMissing
    ? undefined
    : reject(
        'source-in-use',
        'A run of the item has already read another file, or another version of it.',
        'Reset the item, then bind it again: the next run reads the file anew.',
      );
}

/**
 * The steps stay as the older system left them, unless they have worked with a copy that was not imported. The next run reads the
 * file.
 */
export function bindOriginal(state: AssetState, { by, original, path, boundTo, fileName, ...facts }: BindOriginal): Decision {
  if (!isPresent(state)) return unknownAsset;
  const gone = checkNotGone(state);
  if (gone !== undefined) return gone;
  const before = leftOriginalOf(state.source);
  if (before !== undefined && boundTo === path && isSame(before, original)) return noEvents;
  const isCopyMissing = lacksOnlyCopy(state, facts);
  const refusal = isHistoryOnly(state) ? undefined : checkCorrection(state, isCopyMissing);
  if (refusal !== undefined) return refusal;
  const { folder, size, modified } = original;
  const source = { kind: IN_FOLDER, settings: { folder, size, modified } };
  const ready = newEvent('SourceBecameReady', { source }, { url: path, ...(fileName === undefined ? {} : { fileName }) });
  return { events: isCopyMissing ? [buildReset(state, by), ready] : [ready] };
}
