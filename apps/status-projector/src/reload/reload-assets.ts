import { parseRevision, type History, type Position } from '@throughline/event-store';
import type { PoolClient } from 'pg';
import { historyUpTo, refold } from '../fold/asset-entry.js';
import { isAssetFault } from '../fold/asset-fault.js';
import { holdCheckpoint, moveGeneration } from '../project/checkpoint.js';
import { LOCKS, LOCK_CLASS } from '../schema/locks.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { inTransaction } from '../schema/transaction.js';
import { Batch } from '../write/batch.js';
import { notices, parkedWith } from '../write/notices.js';
import { writeHealthy } from './write-healthy.js';
import type { ReloadParts } from './parts.js';

/**
 * Folds some assets of a partition from their own histories, up to where the partition is projected, in one transaction
 * that holds its projector up. Answers how many were made anew. What cannot be folded any more is parked.
 */
export async function reloadAssets(parts: ReloadParts, partition: number, assetIds: readonly string[]): Promise<number> {
  return inTransaction(parts.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS, LOCKS.swap]);
    const at = await holdCheckpoint(client, PROJECTION_SCHEMA, partition);
    if (at === undefined) return 0;
    const older = await stillOlder(client, parts.fold.version, assetIds);
    if (older.length === 0) return 0;
    const batch = await foldAnew(parts, at, older);
    const written = await writeHealthy(client, { schema: PROJECTION_SCHEMA, fold: parts.fold, isLive: true }, batch);
    // The projector does not know yet that they are parked: it starts over, and reads it.
    if (written.parked.size > 0) await moveGeneration(client, PROJECTION_SCHEMA, partition);
    return written.changed.size;
  });
}

interface Stale {
  readonly assetId: string;
  readonly position: string;
  readonly revision: string;
  readonly isParked: boolean;
}

/** Those that the projector has not made anew meanwhile. */
async function stillOlder(client: PoolClient, version: number, assetIds: readonly string[]): Promise<Stale[]> {
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

/** What is parked shows what came before its trouble, and stays parked. */
const historyOf = async (store: ReloadParts['store'], at: Position, { assetId, isParked, revision }: Stale): Promise<History> =>
  isParked ? store.load(assetId, { upTo: parseRevision(revision) }) : historyUpTo(await store.load(assetId), at);

async function foldAnew({ store, fold }: ReloadParts, at: Position, older: readonly Stale[]): Promise<Batch> {
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

function park(batch: Batch, { assetId, position, revision }: Stale, error: unknown): void {
  const parked = parkedWith({ assetId, position, revision, commitId: undefined, since: new Date().toISOString() }, error);
  batch.park(parked);
  batch.notices.push(notices.held(parked));
}
