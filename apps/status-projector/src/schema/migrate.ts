import { setTimeout as delay } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';
import { inTransaction } from './transaction.js';
import { isUnreachable } from './unreachable.js';
import { LOCK_CLASS, LOCKS } from './locks.js';
import { migrateSchema } from './migration.js';
import { OPS_SCHEMA, opsMigrations } from './ops-schema.js';
import { projectionIndexes, projectionMigrations } from './projection-schema.js';

export const PROJECTION_SCHEMA = 'projection';

/** Makes the whole projection under a name. Without indexes it is quick to fill; `createProjectionIndexes` completes it. */
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

/** Brings the tables of an installation up to date. Any number of processes may call it at once. */
export async function migrate(pool: Pool): Promise<{ readonly applied: readonly string[] }> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, LOCKS.migration]);
    // A rebuild that swaps in this moment would take the new step away with the old tables.
    await client.query('select pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS, LOCKS.swap]);
    const projection = await createProjectionSchema(client, PROJECTION_SCHEMA, { indexes: true });
    const ops = await migrateSchema(client, OPS_SCHEMA, opsMigrations);
    return { applied: [...projection.map((id) => `${PROJECTION_SCHEMA}/${id}`), ...ops.map((id) => `${OPS_SCHEMA}/${id}`)] };
  });
}

const TRY_AGAIN_MS = 500;

/** Waits for PostgreSQL: a database that is away is a reason to wait, not to fail. Anything else is thrown. */
export async function migrateWhenReachable(pool: Pool, log: { warn(fields: object, message: string): void }): Promise<void> {
  for (;;) {
    try {
      await migrate(pool);
      return;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      log.warn({ err: error }, 'PostgreSQL does not answer; waiting for it');
      await delay(TRY_AGAIN_MS);
    }
  }
}
