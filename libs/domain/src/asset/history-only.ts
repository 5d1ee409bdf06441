import type { Artifact } from '@throughline/contracts';
import { copyOf } from './content.js';
import type { Asset } from './state.js';

/** The kind of source of an item that has only the history of an older system. Its file was never brought here. */
export const HISTORY = 'history';

type Sources = Pick<Asset, 'sourceKind' | 'source' | 'steps'>;

const lacksSource = ({ sourceKind, source }: Sources): boolean => sourceKind === HISTORY && source === undefined;

/** Facts about the artifact store that the sender of a command has checked. */
export interface StoreFacts {
  /** The key of a copy whose bytes are not stored, for example because they were not imported. */
  readonly missingCopy?: string;
}

/** Returns the copy that a run in another system has made, if it is the only file of the item. Nobody can make it again. */
export const onlyCopyOf = (asset: Sources): Artifact | undefined => (lacksSource(asset) ? copyOf(asset) : undefined);

/** Returns true if the item has such a copy, and its bytes may be stored. */
export const hasOnlyCopy = (asset: Sources, { missingCopy }: StoreFacts = {}): boolean => {
  const copy = onlyCopyOf(asset);
  return copy !== undefined && copy.key !== missingCopy;
};

/** Returns true if the history names such a copy, and its bytes are not stored. */
export const lacksOnlyCopy = (asset: Sources, facts: StoreFacts): boolean =>
  onlyCopyOf(asset) !== undefined && !hasOnlyCopy(asset, facts);

/** Returns true if no file of the item exists here, and none is expected. */
export const isHistoryOnly = (asset: Sources): boolean => lacksSource(asset) && copyOf(asset) === undefined;
