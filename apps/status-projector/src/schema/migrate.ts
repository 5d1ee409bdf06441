import { codeOf, kindOf, retry } from '@throughline/contracts';
import type { ClientBase, Pool } from 'pg';
import { inTransaction } from './transaction.js';
import { LOCK_CLASS, LOCKS } from './locks.js';
import { migrateSchema } from './migration.js';
import { OPS_SCHEMA, opsMigrations } from './ops-schema.js';
import { projectionIndexes, projectionMigrations } from './projection-schema.js';

export const PROJECTION_SCHEMA = 'projection';

/** Creates an empty projection in a schema. Filling is faster without indexes; `createProjectionIndexes` adds them. */
export async function createProjectionSchema(
  client: ClientBase,
  schema: string,
  options: { indexes: boolean },
): Promise<string[]> {
  const tables = projectionMigrations(schema);
  return migrateSchema(client, schema, options.indexes ? [...tables, ...projectionIndexes(schema)] : tables);
}

export async function createProjectionIndexes(client: ClientBase, schema: string): Promise<void> {
  await createProjectionSchema(client, schema, { indexes: true });
}

/** Applies missing migrations. Several processes may call this at once. */
export async function migrate(pool: Pool): Promise<{ readonly applied: readonly string[] }> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, LOCKS.migration]);
    // Excludes the swap of a rebuild, which would replace the migrated tables with older ones.
    await client.query('select pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS, LOCKS.swap]);
    const projection = await createProjectionSchema(client, PROJECTION_SCHEMA, { indexes: true });
    const ops = await migrateSchema(client, OPS_SCHEMA, opsMigrations);
    return { applied: [...projection.map((id) => `${PROJECTION_SCHEMA}/${id}`), ...ops.map((id) => `${OPS_SCHEMA}/${id}`)] };
  });
}

const BACKOFF = { firstMs: 500, longestMs: 500 };

/** SQLSTATE class 08 (connection), 57P0x (shutting down or starting up), 53300 (too many connections), and socket errors. */
const AWAY = /^(?:08...|57P0[123]|53300|ECONN.*|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** Returns true if the database is unavailable and a later retry may help. */
const isUnreachable = (error: unknown): boolean => {
  const code = codeOf(error);
  if (code !== undefined) return AWAY.test(code);
  // The driver throws a bare Error without a code for a lost connection and for a connection timeout.
  return kindOf(error) === undefined && error instanceof Error && error.constructor === Error;
};

/** Migrates as soon as PostgreSQL is reachable. Throws any error that waiting cannot solve. */
export async function migrateWhenReachable(pool: Pool, log: { warn(fields: object, message: string): void }): Promise<void> {
  await retry(() => migrate(pool), {
    backoff: BACKOFF,
    shouldRetry: (error) => {
      if (!isUnreachable(error)) return false;
      log.warn({ err: error }, 'PostgreSQL does not answer, waiting');
      return true;
    },
  });
}
