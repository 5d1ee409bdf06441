import { parseRevision, type History, type Position } from '@throughline/event-store';
import type { PoolClient } from 'pg';
import { truncateHistory, refold } from '../fold/asset-entry.js';
import { isAssetFault } from '../fold/asset-fault.js';
import { lockCheckpoint, advanceGeneration } from '../write/checkpoint.js';
import { LOCKS, LOCK_CLASS } from '../schema/locks.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { inTransaction } from '../schema/transaction.js';
import { Batch } from '../write/batch.js';
import { notices, createQuarantineEntry } from '../write/notices.js';
import { writeAcceptedAssets } from './write-healthy.js';
import type { ReloadParts } from './parts.js';

/**
 * Folds assets from their histories up to the checkpoint of the partition. The transaction blocks the projector. Quarantines
 * assets that cannot be folded. Returns the number of updated assets.
 */
export async function reloadAssets(parts: ReloadParts, partition: number, assetIds: readonly string[]): Promise<number> {
  return inTransaction(parts.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS, LOCKS.swap]);
    const at = await lockCheckpoint(client, PROJECTION_SCHEMA, partition);
    if (at === undefined) return 0;
    const older = await selectStaleAssets(client, parts.fold.version, assetIds);
    if (older.length === 0) return 0;
    const batch = await refoldAssets(parts, at, older);
    const written = await writeAcceptedAssets(client, { schema: PROJECTION_SCHEMA, fold: parts.fold, isLive: true }, batch);
    // The new generation makes the projector start over and read the new quarantines.
    if (written.parked.size > 0) await advanceGeneration(client, PROJECTION_SCHEMA, partition);
    return written.changed.size;
  });
}

interface StaleAsset {
  readonly assetId: string;
  readonly position: string;
  readonly revision: string;
  readonly isParked: boolean;
}

/** Skips assets that the projector has updated in the meantime. */
async function selectStaleAssets(client: PoolClient, version: number, assetIds: readonly string[]): Promise<StaleAsset[]> {
  const { rows } = await client.query<{ asset_id: string; position: string; revision: string; parked: boolean }>(
    `select asset_id, position, revision, quarantined or needs_upgrade as parked from ${identifier(PROJECTION_SCHEMA)}.asset
     where asset_id = any($1::uuid[]) and fold_version < $2`,
    [assetIds, version],
  );
  return rows.map(({ asset_id: assetId, position, revision, parked: isParked }) => ({
    assetId,
    position,
    revision,
    isParked,
  }));
}

/** A quarantined asset stays quarantined and shows the state before the faulty commit. */
const historyOf = async (
  store: ReloadParts['store'],
  at: Position,
  { assetId, isParked, revision }: StaleAsset,
): Promise<History> =>
  isParked ? store.load(assetId, { upTo: parseRevision(revision) }) : truncateHistory(await store.load(assetId), at);

async function refoldAssets({ store, fold }: ReloadParts, at: Position, older: readonly StaleAsset[]): Promise<Batch> {
  const batch = new Batch(at);
  await Promise.all(
    older.map(async (stale) => {
      try {
        const { entry, audit } = refold(fold, await historyOf(store, at, stale));
        if (entry === undefined) return;
        batch.changed.set(stale.assetId, { entry, stored: undefined });
        batch.backfill.push(...audit);
      } catch (error) {
        if (!isAssetFault(error)) throw error;
        if (!stale.isParked) park(batch, stale, error);
      }
    }),
  );
  return batch;
}

function park(batch: Batch, { assetId, position, revision }: StaleAsset, error: unknown): void {
  const parked = createQuarantineEntry(
    { assetId, position, revision, commitId: undefined, since: new Date().toISOString() },
    error,
  );
  batch.park(parked);
  batch.notices.push(notices.held(parked));
}
