import type { ClientBase, Pool } from 'pg';
import { readCheckpoints } from '../project/checkpoint.js';
import { LOCK_CLASS, LOCKS } from '../schema/locks.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { OPS_SCHEMA } from '../schema/ops-schema.js';
import { inTransaction } from '../schema/transaction.js';
import { copyGrants } from './grants.js';
import { SHADOW_SCHEMA, type Shadow } from './shadow.js';

export const OLD_SCHEMA = 'projection_old';

/** For so long the projectors may be held up at most; then they go on, and the shadow first catches up again. */
const HOLD_MS = 10_000;
const TRIES = 5;

/**
 * Puts the shadow in the place of the stored tables. No row that was shown goes back: the shadow is brought to where the
 * projectors are while they wait. Readers never wait; a statement sees the one or the other.
 */
export async function swapIn(pool: Pool, shadow: Shadow, options: { signal: AbortSignal; note: object }): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await catchUp(pool, shadow, options.signal);
    const hold = AbortSignal.timeout(HOLD_MS);
    try {
      await inTransaction(pool, async (client) => {
        await client.query('select pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, LOCKS.swap]);
        await catchUp(client, shadow, AbortSignal.any([options.signal, hold]));
        options.signal.throwIfAborted();
        await exchange(client);
        await client.query(`insert into ${identifier(OPS_SCHEMA)}.ops_log (kind, detail) values ('rebuilt', $1)`, [options.note]);
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

async function exchange(client: ClientBase): Promise<void> {
  const [live, made, old] = [PROJECTION_SCHEMA, SHADOW_SCHEMA, OLD_SCHEMA].map(identifier);
  // A projector that folds on from the old tables finds another generation, and starts over.
  await client.query(
    `update ${made}.projection_checkpoint m set generation = l.generation + 1
     from ${live}.projection_checkpoint l where l.partition = m.partition`,
  );
  await copyGrants(client, PROJECTION_SCHEMA, SHADOW_SCHEMA);
  await client.query(`alter schema ${live} rename to ${old}`);
  await client.query(`alter schema ${made} rename to ${live}`);
}
