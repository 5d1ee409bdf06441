import { createHash } from 'node:crypto';
import { DEFAULT_PARTITIONS, codeOf, type PipelineName } from '@throughline/contracts';
import { START, parsePosition } from '@throughline/event-store';
import type { Pool } from 'pg';
import type { ChangedAsset, ChangedQuery, Projected, ProjectedPlace } from './projected.js';

interface CheckpointRow {
  readonly partition: number;
  readonly generation: string;
  readonly incarnation: string;
  readonly position: string;
}

/** No such table, no such schema: the projector has not made them yet. */
const NOT_MADE_YET = new Set(['42P01', '3F000']);
const FIRST_GENERATION = '1';

/** A partition that was not opened yet is one at the start: opening it makes no other rows. */
function placeOf(rows: readonly CheckpointRow[], partitions: number): ProjectedPlace {
  const of = new Map(rows.map((row) => [row.partition, row]));
  const all = Array.from({ length: partitions }, (_, partition) => of.get(partition));
  const facts = [rows[0]?.incarnation ?? '', ...all.map((row) => row?.generation ?? FIRST_GENERATION)];
  return {
    era: createHash('sha256').update(facts.join(' ')).digest('base64url').slice(0, 8),
    positions: all.map((row) => (row === undefined ? START : parsePosition(row.position))),
  };
}

export class PostgresProjected implements Projected {
  constructor(
    private readonly pool: Pick<Pool, 'query'>,
    private readonly partitions: number = DEFAULT_PARTITIONS,
  ) {}

  async place(): Promise<ProjectedPlace> {
    const rows = await this.query<CheckpointRow>(
      `select partition, generation::text as generation, incarnation, position::text as position
       from projection.projection_checkpoint order by partition`,
      [],
    );
    return placeOf(rows, this.partitions);
  }

  async changedAfter(
    { owners, after, limit, withActive }: ChangedQuery,
    pipelines: readonly PipelineName[],
  ): Promise<readonly ChangedAsset[]> {
    const rows = await this.query<{ asset_id: string; position: string; is_always: boolean }>(
      `select asset_id, position::text as position, (quarantined or needs_upgrade or ($4 and is_active)) as is_always
       from projection.asset
       where owner = any($1::text[]) and (position > $2::bigint or quarantined or needs_upgrade or ($4 and is_active))
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
      if (NOT_MADE_YET.has(codeOf(error) ?? '')) return [];
      throw error;
    }
  }
}
