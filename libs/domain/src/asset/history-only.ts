import type { Asset } from './state.js';

/** The kind of source of an item that has only the history of an older system. Its file was never brought here. */
export const HISTORY = 'history';

/** Returns true if no file of the item exists here, and none is expected. */
export const isHistoryOnly = ({ sourceKind, source }: Pick<Asset, 'sourceKind' | 'source'>): boolean =>
  sourceKind === HISTORY && source === undefined;
