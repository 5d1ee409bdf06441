import type { ClientBase, Pool } from 'pg';
import { OLD_SCHEMA, PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { dropProjection, isInUse } from './drop-projection.js';
import { forgetEnded } from './forget-ended.js';

export interface PreviousTables {
  /** ISO 8601. */
  readonly replacedAt: string;
}

/** Notes in the database itself when the tables were replaced. The schema is renamed as a whole, so no table can hold it. */
export async function markReplaced(client: ClientBase, live: string): Promise<void> {
  await client.query(`comment on schema ${identifier(live)} is null`);
  const { rows } = await client.query<{ statement: string }>(
    `select format('comment on schema %I is %L', $1::text, to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as statement`,
    [OLD_SCHEMA],
  );
  for (const { statement } of rows) await client.query(statement);
}

/** Returns undefined if no rebuild has left tables. Those of a release that did not note the time count as very old. */
export async function findPreviousTables(db: Pick<Pool, 'query'>): Promise<PreviousTables | undefined> {
  const { rows } = await db.query<{ replaced_at: string | null }>(
    `select obj_description(oid, 'pg_namespace') as replaced_at from pg_namespace where nspname = $1`,
    [OLD_SCHEMA],
  );
  return rows[0] && { replacedAt: rows[0].replaced_at ?? new Date(0).toISOString() };
}

/** Default. */
export const KEEP_OLD_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Drops the previous tables once they are older than `days`, and forgets there what has ended meanwhile. Returns false if foreign
 * objects depend on them. Tables in use stay for the next time. Needs the lock of rebuilds.
 */
export async function dropExpiredTables(pool: Pool, days: number): Promise<boolean> {
  const previous = await findPreviousTables(pool);
  if (previous === undefined) return true;
  // Also after an undo that was killed: it may have written texts that are erased in the present tables.
  await forgetEnded(pool, OLD_SCHEMA, PROJECTION_SCHEMA);
  if (Date.parse(previous.replacedAt) + days * DAY_MS > Date.now()) return true;
  try {
    return await dropProjection(pool, OLD_SCHEMA);
  } catch (error) {
    if (isInUse(error)) return true;
    throw error;
  }
}
