import { parsePosition } from '@throughline/event-store';
import type { EntityManager } from 'typeorm';
import { markLog } from './log-marks.postgres.js';
import type { ChangedItem } from './webhook-store.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';

/**
 * Selects the items of library $2 whose position differs from that of endpoint $1, at most $3. If there are none, marks that the
 * endpoint has read table $4 up to this snapshot: a transaction that is open now is newer than the mark, in whatever order
 * transactions commit. With a mark, only items that were written since ($5) are compared, by their index.
 */
export const selectChanged = (hasMark: boolean, canMark = true): string =>
  // A row behind the stored position belongs to an older copy of the log, whose commits count from there on.
  `with found as (
     select a.asset_id, coalesce(i.position, e.start_position)::text as after, a.position as reached
     from control.webhook_endpoint e
     join projection.asset a on a.owner = $2 ${hasMark ? 'and a.written_in >= $5::xid8' : ''}
     left join control.webhook_item i on i.endpoint_id = e.id and i.asset_id = a.asset_id
     where e.id = $1 and case when i.position is null then a.position > e.start_position else a.position <> i.position end
     order by a.position limit $3
   ), marked as (
     update control.webhook_endpoint set read_to = $4 || '.' || pg_snapshot_xmin(pg_current_snapshot())
     where id = $1 and ${canMark ? 'not exists (select from found)' : 'false'}
   )
   select asset_id, after, reached::text as reached from found order by found.reached`;

/**
 * A mark of another table counts for nothing: a rebuild has written its rows before it replaced the tables. So does a mark of the
 * future: the database was restored into another server. The table is read before its rows, so a rebuild between both leaves a
 * mark that counts for nothing. Without the column, a projector of an earlier release writes rows without their transactions, which
 * no mark would find.
 */
const READ_MARK = `select t.id as "table", e.log_table is not distinct from t.id as is_accepted,
  exists (select from pg_attribute where attrelid = t.id::oid and attname = 'written_in' and not attisdropped) as can_mark,
  case when e.read_to like t.id || '.%'
    and split_part(e.read_to, '.', 2)::xid8 <= pg_snapshot_xmin(pg_current_snapshot()) then split_part(e.read_to, '.', 2) end as mark
  from control.webhook_endpoint e, (select 'projection.asset'::regclass::oid::text as id) t where e.id = $1`;

/** Reads changed items. The caller has locked the endpoint, so that no redelivery is asked for meanwhile. */
export async function readChanged(
  manager: EntityManager,
  { id, libraryId }: Pick<WebhookEndpoint, 'id' | 'libraryId'>,
  limit: number,
): Promise<readonly ChangedItem[]> {
  const [read] = await manager.query<{ table: string; is_accepted: boolean; can_mark: boolean; mark: string | null }[]>(
    READ_MARK,
    [id],
  );
  if (read?.is_accepted !== true) return [];
  const hasMark = read.can_mark && read.mark !== null;
  const rows = await manager.query<{ asset_id: string; after: string; reached: string }[]>(
    selectChanged(hasMark, read.can_mark),
    [id, libraryId, limit, read.table, ...(hasMark ? [read.mark] : [])],
  );
  if (rows.length > 0) await markLog(manager, { id });
  return rows.map(({ asset_id: assetId, after, reached }) => ({
    assetId,
    after: parsePosition(after),
    reached: parsePosition(reached),
  }));
}
