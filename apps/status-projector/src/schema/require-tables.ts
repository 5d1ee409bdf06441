import { codeOf, kindOf, retry } from '@throughline/contracts';
import type { Pool } from 'pg';
import { PROJECTION_SCHEMA } from './migrate.js';
import { findMissingMigrations, type Migration } from './migration.js';
import { OPS_SCHEMA, opsMigrations } from './ops-schema.js';
import { projectionIndexes, projectionMigrations } from './projection-schema.js';

/** The set-up of this release has not run: the service and the rebuild may not change the tables themselves. */
export class OlderTablesError extends Error {
  readonly kind = 'older-schema';
  constructor(missing: readonly string[]) {
    super(
      `The tables lack ${String(missing.length)} migration(s) of this release, first ${String(missing[0])}. Set up the database ` +
        'first: `npm start` does it by itself; with Compose run `docker compose up setup`; in a cluster run the Job `setup` again; ' +
        'elsewhere run apps/status-projector/bundle/migrate.main.js as the owner of the tables (docs/projection.md, "Commands")',
    );
    this.name = 'OlderTablesError';
  }
}

/** SQLSTATE: no such table, no such schema, or no rights on them. */
const NOT_SET_UP = new Set<unknown>(['42P01', '3F000', '42501']);

async function findMissing(pool: Pool, schema: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  const missing = await findMissingMigrations(pool, schema, migrations).catch((error: unknown) => {
    if (NOT_SET_UP.has(codeOf(error))) return migrations;
    throw error;
  });
  return missing.map(({ id }) => `${schema}/${id}`);
}

/** Throws if the tables are older or newer than this release. */
export async function requireTables(pool: Pool): Promise<void> {
  const projection = [...projectionMigrations(PROJECTION_SCHEMA), ...projectionIndexes(PROJECTION_SCHEMA)];
  const missing = [
    ...(await findMissing(pool, PROJECTION_SCHEMA, projection)),
    ...(await findMissing(pool, OPS_SCHEMA, opsMigrations)),
  ];
  if (missing.length > 0) throw new OlderTablesError(missing);
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

/** Checks the tables as soon as PostgreSQL is reachable. Throws any error that waiting cannot solve. */
export async function requireTablesWhenReachable(
  pool: Pool,
  log: { warn(fields: object, message: string): void },
): Promise<void> {
  await retry(() => requireTables(pool), {
    backoff: BACKOFF,
    shouldRetry: (error) => {
      if (!isUnreachable(error)) return false;
      log.warn({ err: error }, 'PostgreSQL does not answer, waiting');
      return true;
    },
  });
}
