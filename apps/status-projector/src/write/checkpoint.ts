import { parsePosition, START, type Checkpoint, type Position } from '@throughline/event-store';
import type { ClientBase, Pool } from 'pg';
import { identifier } from '../schema/migration.js';

/**
 * The position up to which a partition is projected. A new `generation` invalidates the memory of its projector, for example
 * after a rebuild.
 */
export interface StoredCheckpoint extends Checkpoint {
  readonly partition: number;
  readonly generation: string;
}

interface Row {
  readonly partition: number;
  readonly generation: string;
  readonly incarnation: string;
  readonly position: string;
  readonly commit_id: string | null;
}

const checkpointOf = (row: Row): StoredCheckpoint => ({
  partition: row.partition,
  generation: row.generation,
  incarnation: row.incarnation,
  position: parsePosition(row.position),
  commitId: row.commit_id ?? undefined,
});

type Queryable = Pick<Pool, 'query'>;

export async function readCheckpoints(db: Queryable, schema: string): Promise<StoredCheckpoint[]> {
  const { rows } = await db.query<Row>(
    `select partition, generation, incarnation, position, commit_id from ${identifier(schema)}.projection_checkpoint order by partition`,
  );
  return rows.map(checkpointOf);
}

/** Returns the checkpoint of a partition. Creates one at the start of the log if there is none. */
export async function openCheckpoint(
  db: Queryable,
  schema: string,
  at: { partition: number; incarnation: string },
): Promise<StoredCheckpoint> {
  await db.query(
    `insert into ${identifier(schema)}.projection_checkpoint (partition, generation, incarnation, position)
     values ($1, 1, $2, $3) on conflict (partition) do nothing`,
    [at.partition, at.incarnation, START],
  );
  const all = await readCheckpoints(db, schema);
  const found = all.find(({ partition }) => partition === at.partition);
  if (found === undefined) throw new Error(`The checkpoint of partition ${at.partition} is not there`);
  return found;
}

export async function readQuarantinedIds(db: Queryable, schema: string): Promise<string[]> {
  const { rows } = await db.query<{ asset_id: string }>(`select asset_id from ${identifier(schema)}.quarantine`);
  return rows.map((row) => row.asset_id);
}

/** Locks the checkpoint until the transaction ends, so the projector of the partition cannot commit meanwhile. */
export async function lockCheckpoint(client: ClientBase, schema: string, partition: number): Promise<Position | undefined> {
  const { rows } = await client.query<{ position: string }>(
    `select position from ${identifier(schema)}.projection_checkpoint where partition = $1 for update`,
    [partition],
  );
  return rows[0] && parsePosition(rows[0].position);
}

/** Invalidates the memory of the projector of a partition. */
export async function advanceGeneration(client: ClientBase, schema: string, partition: number): Promise<void> {
  await client.query(`update ${identifier(schema)}.projection_checkpoint set generation = generation + 1 where partition = $1`, [
    partition,
  ]);
}
