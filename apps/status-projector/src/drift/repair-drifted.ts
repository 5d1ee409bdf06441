import { partitionOf, type JsonObject } from '@throughline/contracts';
import { NO_REVISION, requireContinuity, type EventStore } from '@throughline/event-store';
import type { Pool, PoolClient } from 'pg';
import { refold, type AssetEntry } from '../fold/asset-entry.js';
import { NEEDS_UPGRADE } from '../fold/asset-fault.js';
import type { Fold } from '../fold/fold.js';
import { advanceGeneration, lockCheckpoint, readCheckpoints } from '../write/checkpoint.js';
import { LOCKS, LOCK_CLASS } from '../schema/locks.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { inTransaction } from '../schema/transaction.js';
import { Batch } from '../write/batch.js';
import { createQuarantineEntry, notices } from '../write/notices.js';
import { writeNotices, writeRows } from '../write/rows-writer.js';
import { compareItem, findFault, loadProjected } from './compare-item.js';
import { describeRepair } from './describe-repair.js';
import { isDrifted, readStoredItemRows, type StoredItemRows } from './stored-rows.js';

export interface RepairParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly fold: Fold;
}

const s = identifier(PROJECTION_SCHEMA);
const NONE: StoredItemRows = { asset: undefined, steps: [], parked: undefined };

/** Returns further details for the notice if the rows must be written anew, or undefined if they are correct. */
type RepairTest = (client: PoolClient, before: StoredItemRows, at: Batch['from']) => Promise<JsonObject | undefined>;

/** Repairs an item whose rows contradict their own stored state. Cheap, because a correct item is not read from the log. */
export const repairDrifted = (parts: RepairParts, assetId: string): Promise<Batch | undefined> =>
  repairWhen(parts, assetId, (_, before) => Promise.resolve(isDrifted(parts.fold, assetId, before) ? {} : undefined));

/** Surplus and changed audit rows stay, because the audit log is append-only. */
const isRepairable = ({ asset, steps, audit }: JsonObject): boolean =>
  asset !== undefined || steps !== undefined || (audit as JsonObject | undefined)?.['missing'] !== undefined;

/** Returns the kind of the fault that the item must be quarantined for, or undefined. */
const missingQuarantine = ({ quarantine }: JsonObject): unknown =>
  (quarantine as { readonly reason_kind: { readonly after: unknown } } | undefined)?.reason_kind.after ?? undefined;

/** Returns true if the item is quarantined although its whole history can be folded. */
export const isHeldWrongly = ({ quarantine }: JsonObject): boolean =>
  quarantine !== undefined && missingQuarantine({ quarantine }) === undefined;

/** Repairs an item whose rows differ from its history in the log. */
export const repairItem = (parts: RepairParts, assetId: string): Promise<Batch | undefined> =>
  repairWhen(parts, assetId, async (client, before, at) => {
    const { differences, problem } = await compareItem(client, parts, { assetId, before, at });
    if (problem !== undefined || !isRepairable(differences)) return undefined;
    const { audit } = differences;
    return audit === undefined ? {} : { audit };
  });

/**
 * Folds one item from its history and writes its rows if the test says so. The transaction blocks the projector of the
 * partition. Returns the written batch, or undefined if the rows were correct. Throws `restored` if the log is not the one that
 * the rows came from.
 */
async function repairWhen(parts: RepairParts, assetId: string, test: RepairTest): Promise<Batch | undefined> {
  const { pool, store, fold } = parts;
  const partition = partitionOf(assetId, store.partitions);
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS, LOCKS.swap]);
    const at = await lockCheckpoint(client, PROJECTION_SCHEMA, partition);
    const before = (await readStoredItemRows(client, [assetId])).get(assetId) ?? NONE;
    const more = at && (await test(client, before, at));
    if (at === undefined || more === undefined) return undefined;
    await requireSameLog(client, store, partition);
    const batch = new Batch(at);
    const { entry, audit } = refold(fold, await loadProjected(store, assetId, { before, at }));
    batch.backfill.push(...audit);
    await writeEntry(client, { fold, batch, assetId, entry });
    await client.query(
      `update ${s}.asset set quarantined = $2, needs_upgrade = $3 where asset_id = $1 and (quarantined, needs_upgrade) <> ($2, $3)`,
      [assetId, before.parked !== undefined && before.parked !== NEEDS_UPGRADE, before.parked === NEEDS_UPGRADE],
    );
    const after = (await readStoredItemRows(client, [assetId])).get(assetId) ?? NONE;
    const detail = { ...describeRepair(before, after), ...more };
    if (Object.keys(detail).length === 0) return undefined;
    const noticeBatch = new Batch(at);
    noticeBatch.notices.push({ kind: 'drift-repaired', assetId, detail });
    await writeNotices(client, noticeBatch);
    return batch;
  });
}

/** Throws `restored` for an older copy of the log, from which a repair would remove newer changes from the rows. */
async function requireSameLog(client: PoolClient, store: EventStore, partition: number): Promise<void> {
  for (const checkpoint of await readCheckpoints(client, PROJECTION_SCHEMA))
    if (checkpoint.partition === partition) await requireContinuity(store, checkpoint);
}

/** Deletes the rows of an item that is not in the log. */
async function writeEntry(
  client: PoolClient,
  { fold, batch, assetId, entry }: { fold: Fold; batch: Batch; assetId: string; entry: AssetEntry | undefined },
): Promise<void> {
  if (entry === undefined) {
    await client.query(`delete from ${s}.processing_step where asset_id = $1`, [assetId]);
    await client.query(`delete from ${s}.asset where asset_id = $1`, [assetId]);
    return;
  }
  batch.changed.set(assetId, { entry, stored: undefined });
  await writeRows(client, { schema: PROJECTION_SCHEMA, fold, isLive: true }, batch);
}

/**
 * Quarantines an item whose row in the table of quarantines is missing or gives another reason. Throws `restored` if the log is
 * not the one that the rows came from.
 */
export async function quarantineAnew({ pool, store, fold }: RepairParts, assetId: string): Promise<Batch | undefined> {
  const partition = partitionOf(assetId, store.partitions);
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS, LOCKS.swap]);
    const at = await lockCheckpoint(client, PROJECTION_SCHEMA, partition);
    const fault = at && (await findFault({ store, fold }, assetId, at));
    if (at === undefined || fault === undefined) return undefined;
    await requireSameLog(client, store, partition);
    const { asset } = (await readStoredItemRows(client, [assetId])).get(assetId) ?? NONE;
    const batch = new Batch(at);
    const place = { assetId, position: asset?.position ?? at, revision: asset?.revision ?? NO_REVISION };
    const entry = createQuarantineEntry({ ...place, commitId: undefined, since: new Date().toISOString() }, fault);
    batch.park(entry);
    batch.notices.push(notices.held(entry));
    await writeRows(client, { schema: PROJECTION_SCHEMA, fold, isLive: true }, batch);
    // A new generation makes the projector read the list of quarantined items again.
    await advanceGeneration(client, PROJECTION_SCHEMA, partition);
    return batch;
  });
}
