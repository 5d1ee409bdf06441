import pg from 'pg';
import { sharedPostgresUrl, testRun } from './config.js';
import { freshDatabase, urlOfDatabase, type FreshDatabase, type TestPostgres } from './postgres.js';

/** Any number that no test locks: several workers may need the same template at once. */
const LOCK = 811_208;

const templates = new Map<string, Promise<void>>();

/**
 * Creates a database, filled by `prepare`. The shared server fills one for each `kind` in a run and copies it, as the migrations of a
 * service take ten times longer.
 */
export async function freshCopy(
  kind: string,
  prepare: (databaseUrl: string) => Promise<void>,
  server?: TestPostgres,
): Promise<FreshDatabase> {
  const [shared, run] = [sharedPostgresUrl(), testRun()];
  if (server !== undefined || shared === undefined || run === undefined) {
    const database = await freshDatabase(server);
    await prepare(database.url);
    return database;
  }
  const name = `tl_template_${kind}_${run}`;
  const known = templates.get(name) ?? ensureTemplate(shared, name, prepare);
  templates.set(name, known);
  await known;
  return freshDatabase(undefined, name);
}

async function ensureTemplate(serverUrl: string, name: string, prepare: (databaseUrl: string) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    // The end of the connection releases the lock.
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const { rows } = await client.query('select from pg_database where datname = $1', [name]);
    if (rows.length > 0) return;
    const unfinished = `${name}_unfinished`;
    await client.query(`drop database if exists ${unfinished}`);
    await client.query(`create database ${unfinished} template template0`);
    await prepare(urlOfDatabase(serverUrl, unfinished));
    await client.query(`alter database ${unfinished} rename to ${name}`);
  } finally {
    await client.end();
  }
}
