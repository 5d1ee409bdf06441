import { START, parsePosition, type Position } from '@throughline/event-store';
import type { EntityManager } from 'typeorm';
import type { WebhookEndpoint } from './webhook-endpoint.js';
import type { ReplacedTables } from './webhook-store.js';

/** The table of items. A rebuild replaces it, and only a rebuild lets the projector continue after a restored log. */
const TABLE = `'projection.asset'::regclass::oid::text`;
const NEWEST = `select c.incarnation, c.position, c.commit_id from projection.projection_checkpoint c order by c.position desc limit 1`;
/**
 * The time at which the log has stored the newest projected commit. The present time may be after the end of a restoration whose
 * commits are not projected yet: these would count as older than the copy.
 */
export const LOG_AT = `coalesce((select max(l.recorded_at) from projection.audit_log l, (${NEWEST}) n where l.position = n.position), now())`;

/** The newest projected commit, as columns of a new endpoint. */
export interface LogColumns {
  readonly logTable: string;
  readonly logIncarnation: string;
  readonly logPosition: string;
  readonly logCommit: string | null;
}

export const SELECT_LOG = `select ${TABLE} as "logTable", n.incarnation as "logIncarnation", n.position::text as "logPosition",
  n.commit_id as "logCommit" from (${NEWEST}) n`;

type EndpointRef = Pick<WebhookEndpoint, 'id' | 'libraryId'>;

export async function findReplacedTables(manager: EntityManager, { id }: EndpointRef): Promise<ReplacedTables | undefined> {
  const [row] = await manager.query<
    { table: string; incarnation: string | null; position: string | null; commit_id: string | null }[]
  >(
    `select ${TABLE} as table, log_incarnation as incarnation, log_position::text as position, log_commit as commit_id
     from control.webhook_endpoint where id = $1 and log_table is distinct from ${TABLE}`,
    [id],
  );
  if (row === undefined) return undefined;
  const { table, incarnation, position, commit_id: commitId } = row;
  if (incarnation === null || position === null) return { table, newest: undefined };
  return { table, newest: { incarnation, position: parsePosition(position), commitId: commitId ?? undefined } };
}

/** Stores the newest commit after a look. It is not older than any row that the look has read. */
export async function markLog(manager: EntityManager, { id }: Pick<EndpointRef, 'id'>): Promise<void> {
  await manager.query(
    `update control.webhook_endpoint e set log_incarnation = n.incarnation, log_position = n.position, log_commit = n.commit_id,
       log_at = ${LOG_AT} from (${NEWEST}) n
     where e.id = $1 and e.log_table = ${TABLE} and n.position > coalesce(e.log_position, -1)`,
    [id],
  );
}

export async function acceptTable(manager: EntityManager, { id }: Pick<EndpointRef, 'id'>, table: string): Promise<void> {
  await manager.query(
    `update control.webhook_endpoint set log_table = $2, log_incarnation = null, log_position = null, log_commit = null where id = $1`,
    [id, table],
  );
  await markLog(manager, { id });
}

/**
 * Continues after the end of the restored copy. Commits that were stored after the last one that the endpoint has read are newer
 * than the copy, because the copy lacks that one.
 */
export async function continueAfterRestore(manager: EntityManager, { id, libraryId }: EndpointRef): Promise<void> {
  const [row] = await manager.query<{ position: string }[]>(
    `select l.position::text as position from projection.audit_log l, control.webhook_endpoint e
     where e.id = $1 and l.owner = $2 and l.recorded_at <= e.log_at order by l.position desc limit 1`,
    [id, libraryId],
  );
  const after: Position = row === undefined ? START : parsePosition(row.position);
  await manager.query(
    `update control.webhook_endpoint set start_position = least(start_position, $2::bigint), read_to = null,
       restored_after = $2, restored_at = now() where id = $1`,
    [id, after],
  );
  await manager.query('delete from control.webhook_message where endpoint_id = $1 and position > $2::bigint', [id, after]);
  await manager.query('update control.webhook_item set position = $2 where endpoint_id = $1 and position > $2::bigint', [
    id,
    after,
  ]);
}
