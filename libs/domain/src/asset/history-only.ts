import type { Asset } from './state.js';

/** The kind of source of an item that has only the history of an older system. Its file was never brought here. */
export const HISTORY = 'history';

/** A run in the system that an item came from may have left a copy of its file, which was imported with the item. */
const hasCopy = ({ steps }: Pick<Asset, 'steps'>): boolean =>
  steps.some(({ kind, artifacts }) => kind === 'source' && artifacts.length > 0);

/** Returns true if no file of the item exists here, and none is expected. */
export const isHistoryOnly = (asset: Pick<Asset, 'sourceKind' | 'source' | 'steps'>): boolean =>
  asset.sourceKind === HISTORY && asset.source === undefined && !hasCopy(asset);
