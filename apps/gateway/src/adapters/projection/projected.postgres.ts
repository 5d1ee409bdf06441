import { createHash } from 'node:crypto';
import { DEFAULT_PARTITIONS, type PipelineName } from '@throughline/contracts';
import { START, parsePosition } from '@throughline/event-store';
import type { Pool } from 'pg';
import { isMissingTable } from '../../kit/database/missing-table.js';
import type { ChangedAsset, ChangesQuery, ProjectionChanges, ProjectionPosition } from './projected.js';

interface CheckpointRow {
  readonly partition: number;
  readonly generation: string;
  readonly incarnation: string;
  readonly position: string;
}

const FIRST_GENERATION = '1';

/** Counts a partition without a checkpoint as being at the start, so that its first checkpoint does not change the era. */
function toProjectionPosition(rows: readonly CheckpointRow[], partitions: number): ProjectionPosition {
  const of = new Map(rows.map((row) => [row.partition, row]));
  const all = Array.from({ length: partitions }, (_, partition) => of.get(partition));
  const facts = [rows[0]?.incarnation ?? '', ...all.map((row) => row?.generation ?? FIRST_GENERATION)];
  return {
    era: createHash('sha256').update(facts.join(' ')).digest('base64url').slice(0, 8),
    positions: all.map((row) => (row === undefined ? START : parsePosition(row.position))),
  };
}

export class PostgresProjectionChanges implements ProjectionChanges {
  constructor(
    private readonly pool: Pick<Pool, 'query'>,
    private readonly partitions: number = DEFAULT_PARTITIONS,
  ) {}

  async place(): Promise<ProjectionPosition> {
    const rows = await this.query<CheckpointRow>(
      `select partition, generation::text as generation, incarnation, position::text as position
       from projection.projection_checkpoint order by partition`,
      [],
    );
    return toProjectionPosition(rows, this.partitions);
  }

  async changedAfter(
    { owners, after, limit, withActive }: ChangesQuery,
    pipelines: readonly PipelineName[],
  ): Promise<readonly ChangedAsset[]> {
    const rows = await this.query<{ asset_id: string; position: string; is_always: boolean }>(
      `select asset_id, position::text as position,
         (owner = any($1::text[]) and (quarantined or needs_upgrade or ($4 and is_active))) as is_always
       from projection.asset
       where (owner = any($1::text[]) and (position > $2::bigint or quarantined or needs_upgrade or ($4 and is_active))
           or state #>> '{movedFrom,library}' = any($1::text[]) and position > $2::bigint)
         and pipeline = any($5::text[])
       limit $3`,
      [owners, after, limit, withActive, pipelines],
    );
    return rows.map(({ asset_id: id, position, is_always: isAlways }) => ({ id, position: parsePosition(position), isAlways }));
  }

  private async query<Row extends object>(sql: string, parameters: unknown[]): Promise<readonly Row[]> {
    try {
      return (await this.pool.query<Row>(sql, parameters)).rows;
    } catch (error) {
      if (isMissingTable(error)) return [];
      throw error;
    }
  }
}
