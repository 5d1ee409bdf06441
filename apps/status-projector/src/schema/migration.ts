import type { ClientBase } from 'pg';

/** One step of a schema, applied once and in order. */
export interface Migration {
  readonly id: string;
  readonly sql: string;
}

const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** Returns a schema name for use in SQL. All names come from this code; the check guarantees it. */
export const identifier = (name: string): string => {
  if (!NAME.test(name)) throw new TypeError(`'${name}' cannot be the name of a schema`);
  return `"${name}"`;
};

/** A newer release created the tables, and writing to them could violate its assumptions. */
export class NewerTablesError extends Error {
  readonly kind = 'newer-schema';
  constructor(
    schema: string,
    readonly unknownMigration: string,
  ) {
    super(`Schema ${schema} was changed by a newer release (${unknownMigration}); upgrade this service`);
    this.name = 'NewerTablesError';
  }
}

/** Applies missing migrations to one schema inside the caller's transaction. Returns the ids of the applied ones. */
export async function migrateSchema(client: ClientBase, schema: string, migrations: readonly Migration[]): Promise<string[]> {
  const name = identifier(schema);
  await client.query(`create schema if not exists ${name}`);
  await client.query(
    `create table if not exists ${name}.schema_migration (id text primary key, applied_at timestamptz not null default now())`,
  );
  const missing = await findMissingMigrations(client, schema, migrations);
  for (const migration of missing) {
    await client.query(migration.sql);
    await noteMigrations(client, schema, [migration]);
  }
  return missing.map(({ id }) => id);
}

/** Records migrations as applied. */
export async function noteMigrations(client: ClientBase, schema: string, migrations: readonly Migration[]): Promise<void> {
  await client.query(`insert into ${identifier(schema)}.schema_migration (id) select unnest($1::text[])`, [
    migrations.map(({ id }) => id),
  ]);
}

/** Returns the migrations that the schema lacks. Throws if a newer release has changed it. */
export async function findMissingMigrations(
  db: Pick<ClientBase, 'query'>,
  schema: string,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const { rows } = await db.query<{ id: string }>(`select id from ${identifier(schema)}.schema_migration`);
  const ids = new Set(migrations.map(({ id }) => id));
  const unknown = rows.find(({ id }) => !ids.has(id));
  if (unknown !== undefined) throw new NewerTablesError(schema, unknown.id);
  const done = new Set(rows.map(({ id }) => id));
  return migrations.filter(({ id }) => !done.has(id));
}
