import { isHistoryOnly } from '../asset/history-only.js';
import { IN_FOLDER, leftOriginalOf, type LeftOriginal } from '../asset/left-original.js';
import { isPresent, type AssetState } from '../asset/state.js';
import type { ActorCommand } from './command-context.js';
import { checkNotGone, noEvents, reject, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';

/** Binds an item that is only history to its file, which stays in a folder of the operator. */
export interface BindOriginal extends ActorCommand {
  readonly type: 'BindOriginal';
  readonly original: LeftOriginal;
  /** The path below the folder. Personal data. */
  readonly path: string;
}

const isSame = (one: LeftOriginal, other: LeftOriginal): boolean =>
  one.folder === other.folder && one.size === other.size && one.modified === other.modified;

/** The steps stay as the older system left them. The next run reads the file. */
export function bindOriginal(state: AssetState, { original, path }: BindOriginal): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const before = leftOriginalOf(state.source);
  if (before !== undefined && isSame(before, original)) return noEvents;
  if (!isHistoryOnly(state)) return reject('source-present', 'The item already has its source.', 'Leave it as it is.');
  const { folder, size, modified } = original;
  const source = { kind: IN_FOLDER, settings: { folder, size, modified } };
  return { events: [newEvent('SourceBecameReady', { source }, { url: path })] };
}
