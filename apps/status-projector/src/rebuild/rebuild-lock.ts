import type { Pool } from 'pg';
import { LOCK_CLASS, LOCKS } from '../schema/locks.js';
import { withClient } from '../schema/transaction.js';

export class RebuildRunningError extends Error {
  readonly kind = 'rebuild-running';
  constructor() {
    super('Another rebuild or verification is running on this database; wait for its end');
    this.name = 'RebuildRunningError';
  }
}

/** Runs alone among all that build, compare or drop tables. Needs a connection beside those of `work`. */
export async function withRebuildLock<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    const lock = [LOCK_CLASS, LOCKS.rebuild];
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, $2) as locked', lock);
    if (rows[0]?.locked !== true) throw new RebuildRunningError();
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock($1, $2)', lock);
    }
  });
}
