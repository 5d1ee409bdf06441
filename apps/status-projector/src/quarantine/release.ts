import { partitionOf } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import type { Pool } from 'pg';
import { historyUpTo, refold } from '../fold/asset-entry.js';
import { isAssetFault } from '../fold/asset-fault.js';
import type { Fold } from '../fold/fold.js';
import { holdCheckpoint, moveGeneration } from '../project/checkpoint.js';
import { LOCKS, LOCK_CLASS } from '../schema/locks.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { inTransaction } from '../schema/transaction.js';
import { Batch } from '../write/batch.js';
import { writeRows } from '../write/rows-writer.js';

export type Released =
  { readonly released: true; readonly commits: number } | { readonly released: false; readonly reason: string };

const SCHEMA = identifier(PROJECTION_SCHEMA);

/**
 * Tries a parked asset again, from its own history up to where its partition is projected: after an upgrade that can read it,
 * or after its broken commit was discarded. Where it still cannot be folded it stays parked, and the reason is told.
 */
export async function releaseAsset(
  parts: { readonly pool: Pool; readonly store: EventStore; readonly fold: Fold },
  assetId: string,
  by: string,
): Promise<Released> {
  const { pool, store, fold } = parts;
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS, LOCKS.swap]);
    const partition = partitionOf(assetId, store.partitions);
    const at = await holdCheckpoint(client, PROJECTION_SCHEMA, partition);
    const { rowCount } = await client.query(`select from ${SCHEMA}.quarantine where asset_id = $1`, [assetId]);
    if (rowCount === 0 || at === undefined) return { released: false, reason: 'This asset is not parked' };
    try {
      const history = historyUpTo(await store.load(assetId), at);
      const { entry, audit } = refold(fold, history);
      const batch = new Batch(at);
      batch.release(assetId);
      if (entry !== undefined) batch.changed.set(assetId, { entry, stored: undefined });
      batch.backfill.push(...audit);
      batch.notices.push({ kind: 'released', assetId, detail: { position: at, by } });
      await writeRows(client, { schema: PROJECTION_SCHEMA, fold, isLive: true }, batch);
      // The projector holds the asset as parked: a new generation makes it read again what is.
      await moveGeneration(client, PROJECTION_SCHEMA, partition);
      return { released: true, commits: history.commits.length };
    } catch (error) {
      if (isAssetFault(error)) return { released: false, reason: error instanceof Error ? error.message : 'It cannot be folded' };
      throw error;
    }
  });
}
