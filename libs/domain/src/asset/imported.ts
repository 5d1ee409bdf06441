import type { AssetEvent } from '@throughline/contracts';
import { isRunActive } from './steps/run.js';
import { leftOriginalOf } from './left-original.js';
import type { RecordedAt } from './recorded-at.js';
import { movePreferences } from './evolve-transfer.js';
import type { Asset, RunState, Source } from './state.js';

const closeRun = (run: RunState): RunState => (run.isImported === true ? run : { ...run, isForeign: true, isImported: true });

/** Keeps the time for which a deleted item can be restored. It begins with the import, so nothing expires on arrival. */
function moveExpiry({ deletedAt, expiresAt }: Asset, importedAt: string): Pick<Asset, 'expiresAt'> {
  if (deletedAt === undefined || expiresAt === undefined) return {};
  const keptMs = Math.max(0, Date.parse(expiresAt) - Date.parse(deletedAt));
  return { expiresAt: new Date(Date.parse(importedAt) + keptMs).toISOString() };
}

/** Drops what an attempt has left for the next one: upload sessions and batches are of the other system's accounts. */
const dropCheckpoints = ({ steps }: Asset): Pick<Asset, 'steps'> => ({
  steps: steps.map((step) => ({ ...step, checkpoints: {} })),
});

/**
 * Applies to an imported event what a move between libraries applies to an item: sources, templates, pages and the choice of
 * outputs belong to the other system, so none of them continues. Deliveries count as made, so nothing is sent twice.
 */
export function markImported(asset: Asset, importedAt: string, type: AssetEvent['type']): Asset {
  const {
    sourceId: _source,
    origin: _origin,
    template: _template,
    configured: _configured,
    changedLayers: _layers,
    ...kept
  } = asset;
  const { run, preferences, ...others } = kept;
  return {
    ...others,
    ...(run === undefined ? {} : { run: closeRun(run) }),
    ...(preferences === undefined ? {} : movePreferences(preferences)),
    ...(type === 'StepCheckpointed' ? dropCheckpoints(asset) : {}),
    ...(type === 'AssetDeleted' ? moveExpiry(asset, importedAt) : {}),
    importedAt,
  };
}

/** Returns true for a file that stays in a folder of the other system's server: nobody can read it here. */
export const isLeftElsewhere = (event: AssetEvent, { importedAt }: Pick<RecordedAt, 'importedAt'>): boolean =>
  importedAt !== undefined && event.type === 'SourceBecameReady' && leftOriginalOf(event.data.source) !== undefined;

/** Returns true if the import has not ended: the run was open in the other system, and its steps must not start here. */
export const isImporting = (asset: Asset): boolean => asset.run?.isImported === true && isRunActive(asset);

/**
 * Returns the source, unless it names files of other items and was imported. The sender of an import could name files that belong to
 * other libraries here.
 */
export const findFetchable = ({ source, importedAt }: Pick<Asset, 'source' | 'importedAt'>): Source | undefined =>
  source !== undefined && 'documents' in source && importedAt !== undefined ? undefined : source;
