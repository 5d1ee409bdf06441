import type { ClientBase } from 'pg';
import { LOCK_CLASS, LOCKS } from './locks.js';
import { identifier } from './migration.js';
import { OPS_SCHEMA } from './ops-schema.js';

/** Tables with the present state. The service reads all tables and views. */
const STATE_TABLES = ['asset', 'processing_step', 'projection_checkpoint', 'quarantine'];

/**
 * Makes this connection's role the owner of everything that the service's role owns: earlier releases let the service create its
 * tables. An owner could switch off the triggers that keep the logs append-only.
 */
export async function takeOwnership(client: ClientBase, serviceRole: string): Promise<void> {
  const { rowCount } = await client.query(
    `select from pg_shdepend d join pg_database b on b.oid = d.dbid
     where b.datname = current_database() and d.deptype = 'o' and d.refclassid = 'pg_authid'::regclass
       and d.refobjid = $1::regrole and d.classid <> 'pg_default_acl'::regclass limit 1`,
    [serviceRole],
  );
  if (rowCount === 0) return;
  // Waits for the running projectors, whose transactions lock the same tables in another order.
  await client.query('select pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, LOCKS.swap]);
  await client.query(`reassign owned by ${identifier(serviceRole)} to current_user`);
}

/** Gives the service's role exactly the rights that the running service needs, within the caller's transaction. */
export async function grantServiceRights(client: ClientBase, projection: string, serviceRole: string): Promise<void> {
  const [role, p, ops] = [identifier(serviceRole), identifier(projection), identifier(OPS_SCHEMA)];
  const schemas = `${p}, ${ops}`;
  await client.query(`
revoke all on schema ${schemas} from ${role};
revoke all on all tables in schema ${schemas} from ${role};
grant usage on schema ${schemas} to ${role};
grant select on all tables in schema ${schemas} to ${role};
grant insert, update, delete on ${STATE_TABLES.map((table) => `${p}.${table}`).join(', ')} to ${role};
grant insert on ${p}.audit_log, ${ops}.ops_log to ${role};
grant insert, update on ${ops}.drift_pass to ${role};`);
}
