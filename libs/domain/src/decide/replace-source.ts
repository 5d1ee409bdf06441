import { copyOf } from '../asset/content.js';
import { hasOnlyCopy, isHistoryOnly, lacksOnlyCopy, type StoreFacts } from '../asset/history-only.js';
import { isPresent, uploadOf, type Asset, type AssetState, type Source, type UploadedSource } from '../asset/state.js';
import { isFailed } from '../status/failure.js';
import { isRunActive } from '../asset/steps/run.js';
import { HAS_COPY, checkNotGone, reject, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import type { ActorCommand } from './command-context.js';
import { buildReset } from './lifecycle.js';

/** Gives a failed item another address to be downloaded from. */
export interface ReplaceAddress extends ActorCommand {
  readonly type: 'ReplaceAddress';
  readonly source: Source;
  /** The full address. Personal data. */
  readonly sourceUrl: string;
  /** The name at the end of the address. Personal data. */
  readonly fileName?: string;
}

/** Gives a failed item another file, or an item without a file its first one. */
export interface ReplaceFile extends ActorCommand, StoreFacts {
  readonly type: 'ReplaceFile';
  readonly source: UploadedSource;
  /** Personal data. */
  readonly fileName?: string;
}

const REGISTER_ADDRESS = 'Register the other address as a new item.';
const REGISTER_FILE = 'Upload the other file as a new item.';

const hasDelivered = ({ steps }: Asset): boolean =>
  steps.some((step) => step.kind === 'delivery' && (step.phase === 'completed' || step.delivered !== undefined));

/**
 * Gives a failed item another address, and resets it: the next run downloads from there. The item keeps the kind and the number of
 * the source that has brought it, so that this source knows it.
 */
export function replaceAddress(state: AssetState, { by, source, sourceUrl, fileName }: ReplaceAddress): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  if (state.source === undefined)
    return reject('no-address', hasOnlyCopy(state) ? HAS_COPY : 'The item has no source yet.', REGISTER_ADDRESS);
  if (!isFailed(state)) return reject('address-in-use', 'Only the address of a failed item can be replaced.', REGISTER_ADDRESS);
  if (hasDelivered(state))
    return reject('address-in-use', 'An output already has what was made from the present source.', REGISTER_ADDRESS);
  const name = uploadOf(state.source) === undefined || fileName === undefined ? {} : { fileName };
  return { events: [buildReset(state, by), newEvent('SourceBecameReady', { source }, { url: sourceUrl, ...name })] };
}

/** Returns the refusal of another file for an item that has one. */
function checkReplaceable(asset: Asset, facts: StoreFacts): Decision | undefined {
  if (lacksOnlyCopy(asset, facts) && !isRunActive(asset)) return undefined;
  const isCopy = hasOnlyCopy(asset);
  if (asset.source === undefined && !isCopy) return reject('no-file', 'The item has no source yet.', REGISTER_FILE);
  if (!isFailed(asset)) {
    const detail = 'Only the file of a failed item can be replaced.';
    return reject('file-in-use', isCopy ? `${HAS_COPY} ${detail}` : detail, REGISTER_FILE);
  }
  return hasDelivered(asset)
    ? reject('file-in-use', 'An output already has what was made from the present source.', REGISTER_FILE)
    : undefined;
}

/**
 * Gives a failed item a file instead of its present file, copy or address, and resets it: the next run reads that file. An item that is
 * only history gets the file that its history is about, so its steps stay as the older system left them. An item whose only copy
 * was not imported needs no failure.
 */
export function replaceFile(state: AssetState, { by, source, fileName, ...facts }: ReplaceFile): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const personal = fileName === undefined ? [] : ([{ fileName }] as const);
  const ready = newEvent('SourceBecameReady', { source }, ...personal);
  if (isHistoryOnly(state)) return { events: [ready] };
  const inUse = checkReplaceable(state, facts);
  if (inUse !== undefined) return inUse;
  const present = uploadOf(state.source) ?? (hasOnlyCopy(state, facts) ? copyOf(state) : undefined);
  if (present?.sha256 === source.sha256)
    return reject('same-file', 'This is the file that the item has.', 'Choose another file, or run the item again.');
  return { events: [buildReset(state, by), ready] };
}
