import type { ClientBase, Pool } from 'pg';
import { readCheckpoints } from '../write/checkpoint.js';
import { LOCK_CLASS, LOCKS } from '../schema/locks.js';
import { OLD_SCHEMA, PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { OPS_SCHEMA } from '../schema/ops-schema.js';
import { inTransaction } from '../schema/transaction.js';
import { forgetEnded } from './forget-ended.js';
import { markReplaced } from './previous-tables.js';
import type { Shadow } from './shadow-projection.js';

/** The name of the replaced tables within the transaction of a swap back. */
const LEAVING_SCHEMA = 'projection_leaving';

/** Maximum time to block the projectors. After it they continue, and the shadow catches up before the next try. */
const HOLD_MS = 10_000;
const TRIES = 5;

interface SwapOptions {
  readonly signal: AbortSignal;
  readonly note: object;
  readonly beforeCommit: () => Promise<void>;
}

/**
 * Replaces the stored tables with the shadow. Blocks the projectors until the shadow has their positions, so no visible row
 * goes back. Readers never wait: a statement sees either the old tables or the new ones.
 */
export async function swapIn(pool: Pool, shadow: Shadow, options: SwapOptions): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await catchUp(pool, shadow, options.signal);
    const hold = AbortSignal.timeout(HOLD_MS);
    try {
      await inTransaction(pool, async (client) => {
        await client.query('select pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, LOCKS.swap]);
        await catchUp(client, shadow, AbortSignal.any([options.signal, hold]));
        options.signal.throwIfAborted();
        await swapSchemas(client, shadow.schema);
        await client.query(`insert into ${identifier(OPS_SCHEMA)}.ops_log (kind, detail) values ($1, $2)`, [
          shadow.schema === OLD_SCHEMA ? 'rebuild-undone' : 'rebuilt',
          options.note,
        ]);
        await options.beforeCommit();
      });
      return;
    } catch (error) {
      if (!hold.aborted || options.signal.aborted || tries === TRIES) throw error;
    }
  }
}

async function catchUp(db: Pick<Pool, 'query'>, shadow: Shadow, signal: AbortSignal): Promise<void> {
  for (const { partition, incarnation, position } of await readCheckpoints(db, PROJECTION_SCHEMA))
    if (incarnation === shadow.incarnation) await shadow.advance(partition, position, signal);
}

/** The replaced tables stay as the previous ones, also those that an undo replaces. */
async function swapSchemas(client: ClientBase, next: string): Promise<void> {
  const [live, made, old, leaving] = [PROJECTION_SCHEMA, next, OLD_SCHEMA, LEAVING_SCHEMA].map(identifier);
  // The new generation makes a projector with rows of the old tables in memory start over.
  await client.query(
    `update ${made}.projection_checkpoint m set generation = l.generation + 1
     from ${live}.projection_checkpoint l where l.partition = m.partition`,
  );
  await copyGrants(client, PROJECTION_SCHEMA, next);
  await forgetUnprojected(client, next);
  await client.query(`alter schema ${live} rename to ${leaving}`);
  await client.query(`alter schema ${made} rename to ${live}`);
  await client.query(`alter schema ${leaving} rename to ${old}`);
  await markReplaced(client, PROJECTION_SCHEMA);
}

/**
 * Removes the rows of erased and expired items from the tables that are being replaced. The projector was behind the new tables,
 * and never reads these commits again.
 */
async function forgetUnprojected(client: ClientBase, next: string): Promise<void> {
  const [live, made] = [PROJECTION_SCHEMA, next].map(identifier);
  const { rowCount } = await client.query(
    `select from ${made}.projection_checkpoint m left join ${live}.projection_checkpoint l using (partition)
     where l.position is null or m.position > l.position limit 1`,
  );
  if (rowCount === 0) return;
  await forgetEnded(client, PROJECTION_SCHEMA, next);
}

/** Copies the permissions of the current tables and views to the tables that replace them. */
async function copyGrants(client: ClientBase, from: string, to: string): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `with grantee as (select 0::oid as id, 'public' as name union all select oid, quote_ident(rolname) from pg_roles)
     select format('grant %s on schema %I to %s', a.privilege_type, $2::text, g.name) as statement
     from pg_namespace n, aclexplode(n.nspacl) a join grantee g on g.id = a.grantee
     where n.nspname = $1 and a.grantee <> n.nspowner
     union all
     select format('grant %s on %I.%I to %s', a.privilege_type, $2::text, c.relname, g.name)
     from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a join grantee g on g.id = a.grantee
     where n.nspname = $1 and c.relkind in ('r', 'v') and a.grantee <> c.relowner
       and to_regclass(format('%I.%I', $2::text, c.relname)) is not null`,
    [from, to],
  );
  for (const { statement } of rows) await client.query(statement);
}
