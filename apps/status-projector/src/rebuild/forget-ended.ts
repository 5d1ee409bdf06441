import type { Pool } from 'pg';
import { identifier } from '../schema/migration.js';

/**
 * Removes the rows of items from the kept tables that were erased or have expired in the shown ones, also while quarantined. Rows
 * that show the end already stay: the checkpoints of the kept tables are past it, so an undo would not fold them again.
 */
export async function forgetEnded(db: Pick<Pool, 'query'>, kept: string, shown: string): Promise<void> {
  const [k, s] = [kept, shown].map(identifier);
  // The kept tables may be of an earlier release, without some of the columns.
  await db.query(
    `with gone as (
       delete from ${k}.asset o using (
         select asset_id, state, false as blanked from ${s}.asset where state ? 'erasedAt' or state ? 'expiredAt'
         union all
         select asset_id, state, true from ${s}.asset
         where (quarantined or needs_upgrade) and title is null and content_sha256 is null and personal = '{}'
       ) n
       where n.asset_id = o.asset_id and (
         exists (select from unnest(array['erasedAt', 'expiredAt']) as mark
                 where n.state ? mark and to_jsonb(o) -> 'state' -> mark is null)
         or n.blanked and (
           to_jsonb(o) ->> 'title' is not null or to_jsonb(o) -> 'personal' <> '{}'
           or exists (select from ${k}.processing_step p where p.asset_id = o.asset_id and to_jsonb(p) ->> 'error_message' is not null)
         )
       )
       returning o.asset_id
     )
     delete from ${k}.processing_step where asset_id in (select asset_id from gone)`,
  );
}
