import { RECORDING_PIPELINES, type PipelineName } from '@throughline/contracts';
import { parsePosition, type Position } from '@throughline/event-store';
import type { Pool } from 'pg';
import { createProjectionQuery, type PageKey } from '../../adapters/projection/index.js';
import type { PastPage, PastQuery, PastRow, PastRows } from './past-rows.js';

interface Row {
  readonly id: string;
  readonly title: string | null;
  readonly status: string;
  readonly failed: boolean;
  readonly deleted: boolean;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly imported: boolean;
  readonly sort_value: string;
}

/** Imported events have the time of the other system (ADR 115). The last event that had happened brings all earlier ones. */
const IS_THEN = '(position <= $2::bigint or (imported and occurred_at <= $6::timestamptz))';

/**
 * $1 owner, $2 position, $3 statuses or null, $4 deleted or null, $5 pipelines, $6 time or null. Probes an index twice for each
 * recording of the owner.
 */
const PAST = `
  select * from (
    select a.asset_id as id, a.title, l.status_after as status, l.failed_after as failed,
           coalesce(d.type = 'AssetDeleted', false) as deleted, a.created_at, l.imported,
           case when l.imported then least(l.occurred_at, l.recorded_at) else l.recorded_at end as updated_at
    from projection.asset a
    cross join lateral (
      select position, status_after, failed_after, occurred_at, recorded_at, imported, owner from projection.audit_log
      where asset_id = a.asset_id and ${IS_THEN} order by position desc, event_index desc limit 1) l
    left join lateral (
      select type from projection.audit_log
      where asset_id = a.asset_id and position <= l.position and type in ('AssetDeleted', 'AssetRestored')
      order by position desc, event_index desc limit 1) d on true
    where a.owner = $1 and l.owner = $1 and a.pipeline = any($5::text[])) p
  where ($3::text[] is null or status = any($3)) and ($4::boolean is null or deleted = $4)`;

const parametersOf = ({ owner, position, time, statuses, deleted }: PastQuery, pipelines: readonly PipelineName[]): unknown[] => [
  owner,
  position,
  statuses.length === 0 ? null : statuses,
  deleted ?? null,
  pipelines,
  time ?? null,
];

const toPastRow = ({ id, title, status, failed, deleted, created_at, updated_at, imported }: Row): PastRow => ({
  id,
  title,
  status,
  failed,
  deleted,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
  imported,
});

export class PostgresPastRows implements PastRows {
  private readonly query: Pool['query'];

  constructor(
    pool: Pick<Pool, 'query'>,
    private readonly pipelines: readonly PipelineName[] = RECORDING_PIPELINES,
  ) {
    this.query = createProjectionQuery(pool);
  }

  /** Positions grow with the broker's clock, so the last row at or before the time has the highest position. */
  async positionAt(owner: string, time: string): Promise<Position | undefined> {
    const { rows } = await this.query<{ position: string }>(
      `select position::text as position from projection.audit_log
       where owner = $1 and recorded_at <= $2::timestamptz order by audit_log.position desc limit 1`,
      [owner, time],
    );
    return rows[0] === undefined ? undefined : parsePosition(rows[0].position);
  }

  async timeAt(owner: string, position: Position): Promise<string | undefined> {
    const { rows } = await this.query<{ recorded_at: Date }>(
      `select recorded_at from projection.audit_log where owner = $1 and position <= $2::bigint order by position desc limit 1`,
      [owner, position],
    );
    return rows[0]?.recorded_at.toISOString();
  }

  async page(query: PastQuery, after: PageKey | undefined, limit: number): Promise<PastPage> {
    const { rows } = await this.query<Row>(
      `select p.*, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as sort_value from (${PAST}) p
       where $7::timestamptz is null or (created_at, id) < ($7, $8::uuid)
       order by created_at desc, id desc limit $9`,
      [...parametersOf(query, this.pipelines), after?.value ?? null, after?.id ?? null, limit + 1],
    );
    const last = rows[limit - 1];
    return {
      rows: rows.slice(0, limit).map(toPastRow),
      next: rows.length > limit && last !== undefined ? { value: last.sort_value, id: last.id } : undefined,
    };
  }

  async counts(query: PastQuery): Promise<Readonly<Record<string, number>>> {
    const { rows } = await this.query<{ status: string; count: string }>(
      `select status, count(*)::text as count from (${PAST}) p group by status order by status`,
      parametersOf(query, this.pipelines),
    );
    return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
  }
}
