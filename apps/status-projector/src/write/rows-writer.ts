import type { ClientBase } from 'pg';
import { NEEDS_UPGRADE } from '../fold/asset-fault.js';
import type { Fold } from '../fold/fold.js';
import { OPS_SCHEMA } from '../schema/ops-schema.js';
import { identifier } from '../schema/migration.js';
import { writeAudit } from './audit-writer.js';
import type { Batch } from './batch.js';
import { blankRows } from './blank-rows.js';
import { copyAssets } from './copied-rows.js';
import { formatAuditJson, buildRowChanges } from './changes.js';
import { forgetInPrevious } from './forget-previous.js';
import { ASSET_COLUMNS, AUDIT_TYPES, STEP_COLUMNS, AUDIT_KEY, insertMissingSql, upsert } from '../rows/upsert.js';

export interface RowsTarget {
  readonly schema: string;
  readonly fold: Fold;
  /** False while tables are being built: their notices were already written for the live tables. */
  readonly isLive: boolean;
}

/** Writes all changes of a batch inside the caller's transaction. */
export async function writeRows(client: ClientBase, to: RowsTarget, batch: Batch): Promise<void> {
  await (to.isLive ? upsertAssets(client, to, batch) : copyAssets(client, to, batch));
  await writeAudit(client, to.schema, batch.audit);
  await writeBackfill(client, to.schema, batch);
  await writeQuarantine(client, to.schema, batch);
  await blankRows(client, to.schema, batch.blanked);
  if (!to.isLive) return;
  await forgetInPrevious(client, batch);
  await writeNotices(client, batch);
}

async function upsertAssets(client: ClientBase, { schema, fold }: RowsTarget, batch: Batch): Promise<void> {
  if (batch.changed.size === 0) return;
  const { assets, steps, pruned } = buildRowChanges(fold, batch);
  await client.query({
    ...upsert({ schema, table: 'asset', columns: ASSET_COLUMNS, key: ['asset_id'] }),
    values: [assets],
  });
  if (steps !== '[]')
    await client.query({
      ...upsert({ schema, table: 'processing_step', columns: STEP_COLUMNS, key: ['asset_id', 'step'] }),
      values: [steps],
    });
  if (pruned.assetIds.length === 0) return;
  await client.query(
    `delete from ${identifier(schema)}.processing_step p where asset_id = any($1::uuid[])
     and not exists (select from json_to_recordset($2::json) as k(asset_id uuid, step text)
                     where k.asset_id = p.asset_id and k.step = p.step)`,
    [pruned.assetIds, pruned.kept],
  );
}

async function writeBackfill(client: ClientBase, schema: string, { backfill }: Batch): Promise<void> {
  if (backfill.length === 0) return;
  const target = { schema, table: 'audit_log', columns: AUDIT_TYPES, key: AUDIT_KEY };
  await client.query(insertMissingSql(target), [formatAuditJson(backfill)]);
}

/** Quarantines and releases assets, and counts the commits that wait after quarantined ones. */
export async function writeQuarantine(client: ClientBase, schema: string, batch: Batch): Promise<void> {
  const s = identifier(schema);
  if (batch.released.size > 0) {
    const released = [...batch.released];
    await client.query(`delete from ${s}.quarantine where asset_id = any($1::text[])`, [released]);
    await client.query(
      `update ${s}.asset set quarantined = false, needs_upgrade = false where asset_id::text = any($1::text[])`,
      [released],
    );
  }
  for (const { assetId, position, revision, commitId, reasonKind, reason, since } of batch.parked.values())
    await client.query(
      `insert into ${s}.quarantine (asset_id, position, revision, commit_id, reason_kind, reason, since)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (asset_id) do update set
         position = excluded.position, revision = excluded.revision, commit_id = excluded.commit_id,
         reason_kind = excluded.reason_kind, reason = excluded.reason, since = excluded.since`,
      [assetId, position, revision, commitId ?? null, reasonKind, reason, since],
    );
  if (batch.parked.size > 0)
    await client.query(
      `update ${s}.asset a set quarantined = q.reason_kind <> $2, needs_upgrade = q.reason_kind = $2
       from ${s}.quarantine q where q.asset_id = a.asset_id::text and q.asset_id = any($1::text[])`,
      [[...batch.parked.keys()], NEEDS_UPGRADE],
    );
  if (batch.behind.size > 0)
    await client.query(
      `update ${s}.quarantine q set parked = q.parked + b.commits
       from unnest($1::text[], $2::integer[]) as b(asset_id, commits) where b.asset_id = q.asset_id`,
      [[...batch.behind.keys()], [...batch.behind.values()]],
    );
}

export async function writeNotices(client: ClientBase, { notices }: Batch): Promise<void> {
  if (notices.length === 0) return;
  await client.query(
    `insert into ${identifier(OPS_SCHEMA)}.ops_log (kind, asset_id, detail)
     select kind, "assetId", detail from json_to_recordset($1::json) as r(kind text, "assetId" text, detail jsonb)`,
    [JSON.stringify(notices)],
  );
}
