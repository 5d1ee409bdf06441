import { codeOf, retry } from '@throughline/contracts';
import type { ClientBase, Pool } from 'pg';
import { inTransaction } from './transaction.js';
import { LOCK_CLASS, LOCKS } from './locks.js';
import { allEnded } from './all-ended.js';
import { planIndexes, type IndexStatement } from './index-plan.js';
import { identifier, migrateSchema, noteMigrations } from './migration.js';
import { OPS_SCHEMA, opsMigrations } from './ops-schema.js';
import { projectionIndexes, projectionMigrations } from './projection-schema.js';
import { grantServiceRights, takeOwnership } from './service-rights.js';

export const PROJECTION_SCHEMA = 'projection';
/** The tables that the last rebuild has replaced. */
export const OLD_SCHEMA = 'projection_old';

/** Creates an empty projection in a schema. Filling is faster without indexes, see `prepareTables`. */
export async function createProjectionSchema(
  client: ClientBase,
  schema: string,
  options: { indexes: boolean },
): Promise<string[]> {
  const tables = projectionMigrations(schema);
  return migrateSchema(client, schema, options.indexes ? [...tables, ...projectionIndexes(schema)] : tables);
}

/** Adds what changing rows needs. */
export const createProjectionKeys = (pool: Pool, schema: string): Promise<void> =>
  inTransaction(pool, async (client) => {
    for (const { sql, isKey } of planIndexes(projectionIndexes(schema)).indexes) if (isKey) await client.query(sql);
  });

/**
 * Adds all indexes to tables that have only their keys, and the statistics for plans of queries. Uses one connection for each
 * table, but not more than `connections`: others wait for one of the pool only for a short time.
 */
export async function prepareTables(pool: Pool, schema: string, connections: number): Promise<void> {
  const migrations = projectionIndexes(schema);
  const { indexes, others } = planIndexes(migrations);
  const added = indexes.filter(({ isKey }) => !isKey);
  const tables = [...new Set(added.map(({ table }) => table))];
  const work = async (): Promise<void> => {
    for (let table = tables.shift(); table !== undefined; table = tables.shift())
      await prepareTable(
        pool,
        `${identifier(schema)}.${table}`,
        added.filter((index) => index.table === table),
      );
  };
  await allEnded(Array.from({ length: connections }, work));
  await inTransaction(pool, async (client) => {
    for (const sql of others) await client.query(sql);
    await noteMigrations(client, schema, migrations);
  });
}

const prepareTable = (pool: Pool, table: string, indexes: readonly IndexStatement[]): Promise<void> =>
  inTransaction(pool, async (client) => {
    for (const { sql } of indexes) await client.query(sql);
    await client.query(`analyze ${table}`);
  });

/**
 * Applies missing migrations as the owner of the tables. Several processes may call this at once. `serviceRole` is the role of
 * the running service, if it is another one than the owner.
 */
export async function migrate(pool: Pool, serviceRole?: string): Promise<{ readonly applied: readonly string[] }> {
  return retry(() => inTransaction(pool, (client) => migrateAll(client, serviceRole)), {
    backoff: BACKOFF,
    shouldRetry: (error, failures) => codeOf(error) === DEADLOCK && failures < TRIES,
  });
}

const BACKOFF = { firstMs: 500, longestMs: 500 };

/** Readers of several tables may wait for this transaction while it waits for them. PostgreSQL then ends one of both. */
const DEADLOCK = '40P01';
const TRIES = 5;

async function migrateAll(client: ClientBase, serviceRole: string | undefined): Promise<{ readonly applied: readonly string[] }> {
  await client.query('select pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, LOCKS.migration]);
  if (serviceRole !== undefined) await takeOwnership(client, serviceRole);
  // Excludes the swap of a rebuild, which would replace the migrated tables with older ones.
  await client.query('select pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS, LOCKS.swap]);
  const projection = await createProjectionSchema(client, PROJECTION_SCHEMA, { indexes: true });
  const ops = await migrateSchema(client, OPS_SCHEMA, opsMigrations);
  if (serviceRole !== undefined) {
    await grantServiceRights(client, PROJECTION_SCHEMA, serviceRole);
    // The service removes erased items from the replaced tables too, and works on them after an undo.
    if (await hasTables(client, OLD_SCHEMA)) await grantServiceRights(client, OLD_SCHEMA, serviceRole);
  }
  return { applied: [...projection.map((id) => `${PROJECTION_SCHEMA}/${id}`), ...ops.map((id) => `${OPS_SCHEMA}/${id}`)] };
}

async function hasTables(client: ClientBase, schema: string): Promise<boolean> {
  const { rowCount } = await client.query(`select from pg_tables where schemaname = $1 and tablename = 'asset'`, [schema]);
  return rowCount !== 0;
}
