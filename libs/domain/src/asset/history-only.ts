import { copyOf } from './content.js';
import type { Asset } from './state.js';

/** The kind of source of an item that has only the history of an older system. Its file was never brought here. */
export const HISTORY = 'history';

type Sources = Pick<Asset, 'sourceKind' | 'source' | 'steps'>;

const lacksSource = ({ sourceKind, source }: Sources): boolean => sourceKind === HISTORY && source === undefined;

/** Returns true if the only file of the item is a copy that a run in another system has made. Nobody can make this copy again. */
export const hasOnlyCopy = (asset: Sources): boolean => lacksSource(asset) && copyOf(asset) !== undefined;

/** Returns true if no file of the item exists here, and none is expected. */
export const isHistoryOnly = (asset: Sources): boolean => lacksSource(asset) && copyOf(asset) === undefined;
