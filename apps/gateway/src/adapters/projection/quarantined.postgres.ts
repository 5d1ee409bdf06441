import type { Pool } from 'pg';
import { createProjectionQuery } from './projection-query.js';
import type { QuarantinedItem, QuarantinedRows } from './rows.js';

interface Row {
  readonly asset_id: string;
  readonly position: string;
  readonly commit_id: string | null;
  readonly reason_kind: string;
  readonly reason: string;
  readonly since: Date;
  readonly parked: number;
}

const SELECT = `select asset_id, position::text as position, commit_id, reason_kind, reason, since, parked
  from projection.quarantine`;

const itemOf = (row: Row): QuarantinedItem => ({
  id: row.asset_id,
  kind: row.reason_kind === 'newer-schema' ? 'needs-upgrade' : 'quarantined',
  position: row.position,
  commitId: row.commit_id ?? undefined,
  code: row.reason_kind,
  reason: row.reason,
  since: row.since.toISOString(),
  waiting: row.parked,
});

export class PostgresQuarantined implements QuarantinedRows {
  private readonly query: Pool['query'];
  constructor(pool: Pool) {
    this.query = createProjectionQuery(pool);
  }

  async list(limit: number): Promise<readonly QuarantinedItem[]> {
    const { rows } = await this.query<Row>(`${SELECT} order by since, asset_id limit $1`, [limit]);
    return rows.map(itemOf);
  }

  async find(id: string): Promise<QuarantinedItem | undefined> {
    const { rows } = await this.query<Row>(`${SELECT} where asset_id = $1`, [id]);
    return rows.map(itemOf)[0];
  }
}
