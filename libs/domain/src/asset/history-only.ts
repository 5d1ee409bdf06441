import type { Asset } from './state.js';

/** The kind of source of an item that has only the history of an older system. Its file was never brought here. */
export const HISTORY = 'history';

/** A run in the system that an item came from may have left a copy of its file, which was imported with the item. */
const hasCopy = ({ steps }: Pick<Asset, 'steps'>): boolean =>
  steps.some(({ kind, artifacts }) => kind === 'source' && artifacts.length > 0);

type Sources = Pick<Asset, 'sourceKind' | 'source' | 'steps'>;

const lacksSource = ({ sourceKind, source }: Sources): boolean => sourceKind === HISTORY && source === undefined;

/** Returns true if the only file of the item is a copy that a run in another system has made. Nobody can make this copy again. */
export const hasOnlyCopy = (asset: Sources): boolean => lacksSource(asset) && hasCopy(asset);

/** Returns true if no file of the item exists here, and none is expected. */
export const isHistoryOnly = (asset: Sources): boolean => lacksSource(asset) && !hasCopy(asset);
