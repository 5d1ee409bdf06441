import { partitionOf } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import type { Pool } from 'pg';
import { truncateHistory, refold } from '../fold/asset-entry.js';
import { isAssetFault } from '../fold/asset-fault.js';
import type { Fold } from '../fold/fold.js';
import { lockCheckpoint, advanceGeneration } from '../write/checkpoint.js';
import { LOCKS, LOCK_CLASS } from '../schema/locks.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { inTransaction } from '../schema/transaction.js';
import { Batch } from '../write/batch.js';
import { writeRows } from '../write/rows-writer.js';

export type ReleaseResult =
  | { readonly released: true; readonly commits: number; readonly batch: Batch }
  | { readonly released: false; readonly reason: string };

const SCHEMA = identifier(PROJECTION_SCHEMA);

/**
 * Folds a quarantined asset again from its history up to the checkpoint, for example after an upgrade. If it fails, the asset
 * stays quarantined and the reason is returned.
 */
export async function releaseAsset(
  parts: { readonly pool: Pool; readonly store: EventStore; readonly fold: Fold },
  assetId: string,
  by: string,
): Promise<ReleaseResult> {
  const { pool, store, fold } = parts;
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS, LOCKS.swap]);
    const partition = partitionOf(assetId, store.partitions);
    const at = await lockCheckpoint(client, PROJECTION_SCHEMA, partition);
    const { rowCount } = await client.query(`select from ${SCHEMA}.quarantine where asset_id = $1`, [assetId]);
    if (rowCount === 0 || at === undefined) return { released: false, reason: 'This asset is not parked' };
    try {
      const history = truncateHistory(await store.load(assetId), at);
      const { entry, audit } = refold(fold, history);
      const batch = new Batch(at);
      batch.release(assetId);
      if (entry !== undefined) batch.changed.set(assetId, { entry, stored: undefined });
      batch.backfill.push(...audit);
      batch.notices.push({ kind: 'released', assetId, detail: { position: at, by } });
      await writeRows(client, { schema: PROJECTION_SCHEMA, fold, isLive: true }, batch);
      // A new generation makes the projector read the list of quarantined assets again.
      await advanceGeneration(client, PROJECTION_SCHEMA, partition);
      return { released: true, commits: history.commits.length, batch };
    } catch (error) {
      if (isAssetFault(error)) return { released: false, reason: error instanceof Error ? error.message : 'It cannot be folded' };
      throw error;
    }
  });
}
