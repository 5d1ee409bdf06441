import type { FreshDatabase } from '@throughline/stack/testing';
import type pg from 'pg';
import { openPool } from '../open-pool.js';

/** A role without rights of its own, as the running service has before the migrations. */
export interface ServiceRole {
  readonly name: string;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** `owner` connects a superuser. Each database gets a role of its own, because all databases of a server share the roles. */
export async function createServiceRole(owner: pg.Pool, database: FreshDatabase): Promise<ServiceRole> {
  const name = `service_${database.name}`;
  await owner.query(`create role ${name} login password 'service'`);
  const url = new URL(database.url);
  [url.username, url.password] = [name, 'service'];
  // Ignores lost idle connections: the spec that stops the server checks the projector instead.
  const pool = openPool({ connectionString: url.href, max: 12 }, () => undefined);
  return {
    name,
    pool,
    close: async () => {
      await pool.end();
      await owner.query(`drop owned by ${name} cascade; drop role ${name}`);
    },
  };
}
