import { codeOf } from '@throughline/contracts';
import type { ClientBase, Pool } from 'pg';
import { OLD_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { PROJECTION_VIEWS } from '../schema/projection-schema.js';
import { inTransaction } from '../schema/transaction.js';

const DEPENDENT_OBJECTS_STILL_EXIST = '2BP01';
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

/** Returns true if the previous tables could not be locked in time because somebody reads them. */
export const isInUse = (error: unknown): boolean => [LOCK_NOT_AVAILABLE, DEADLOCK].includes(codeOf(error) ?? '');

/**
 * Drops the tables and views of a projection and nothing else. Returns false if a foreign view depends on them. Throws if the
 * previous tables are in use.
 */
export async function dropProjection(pool: Pool, schema: string): Promise<boolean> {
  try {
    await inTransaction(pool, (client) => dropTables(client, schema));
    return true;
  } catch (error) {
    if (codeOf(error) === DEPENDENT_OBJECTS_STILL_EXIST) return false;
    throw error;
  }
}

/** Returns false if a foreign view depends on the tables. Tables in use count as droppable. Changes nothing. */
export async function isDroppable(pool: Pool, schema: string): Promise<boolean> {
  const changeNothing = new Error('only a trial');
  try {
    await inTransaction(pool, async (client) => {
      await dropTables(client, schema);
      throw changeNothing;
    });
    return true;
  } catch (error) {
    if (error === changeNothing || isInUse(error)) return true;
    if (codeOf(error) === DEPENDENT_OBJECTS_STILL_EXIST) return false;
    throw error;
  }
}

async function dropTables(client: ClientBase, schema: string): Promise<void> {
  const s = identifier(schema);
  // The projector writes to the previous tables, and would wait behind this for whoever reads them.
  if (schema === OLD_SCHEMA) await client.query(`set local lock_timeout = '2s'`);
  await client.query(`drop view if exists ${PROJECTION_VIEWS.map((view) => `${s}.${view}`).join(', ')}`);
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = $1`,
    [schema],
  );
  if (rows.length > 0) await client.query(`drop table ${rows.map(({ name }) => name).join(', ')}`);
  await client.query(`drop function if exists ${s}.refuse_change(), ${s}.mark_written()`);
  await client.query(`drop schema if exists ${s}`);
}
