import { partitionOf } from '@throughline/contracts';
import { comparePosition, parsePosition, type EventStore, type History, type Position } from '@throughline/event-store';
import type { ClientBase, Pool } from 'pg';
import { refold } from '../fold/asset-entry.js';
import { isAssetFault } from '../fold/asset-fault.js';
import type { Fold } from '../fold/fold.js';
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
    const at = await holdCheckpoint(client, partitionOf(assetId, store.partitions));
    const { rowCount } = await client.query(`select from ${SCHEMA}.quarantine where asset_id = $1`, [assetId]);
    if (rowCount === 0 || at === undefined) return { released: false, reason: 'This asset is not parked' };
    try {
      const history = upTo(await store.load(assetId), at);
      const { entry, audit } = refold(fold, history);
      const batch = new Batch(at);
      batch.release(assetId);
      if (entry !== undefined) batch.changed.set(assetId, { entry, stored: undefined });
      batch.backfill.push(...audit);
      batch.notices.push({ kind: 'released', assetId, detail: { position: at, by } });
      await writeRows(client, { schema: PROJECTION_SCHEMA, fold, isLive: true }, batch);
      // The projector holds the asset as parked: a new generation makes it read again what is.
      await client.query(`update ${SCHEMA}.projection_checkpoint set generation = generation + 1 where partition = $1`, [
        partitionOf(assetId, store.partitions),
      ]);
      return { released: true, commits: history.commits.length };
    } catch (error) {
      if (isAssetFault(error)) return { released: false, reason: error instanceof Error ? error.message : 'It cannot be folded' };
      throw error;
    }
  });
}

/** Holds the projector of the partition up: what it has written is all there is. */
async function holdCheckpoint(client: ClientBase, partition: number): Promise<Position | undefined> {
  const { rows } = await client.query<{ position: string }>(
    `select position from ${SCHEMA}.projection_checkpoint where partition = $1 for update`,
    [partition],
  );
  return rows[0] && parsePosition(rows[0].position);
}

/** The part of a history that the partition's checkpoint has passed; the rest comes to the projector in its turn. */
function upTo(history: History, at: Position): History {
  const commits = history.commits.filter(({ position }) => comparePosition(position, at) <= 0);
  if (commits.length === history.commits.length) return history;
  return { commits, revision: commits.at(-1)?.revision ?? history.revision };
}
