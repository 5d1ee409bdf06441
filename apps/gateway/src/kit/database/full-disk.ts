import { codeOf } from '@throughline/contracts';
import type { Pool } from 'pg';

/** SQLSTATE of a full disk. */
const DISK_FULL = '53100';

/**
 * Writes about 2 MiB of temporary files, which PostgreSQL removes at once. Rows would leave garbage behind,
 * and would find room in existing pages although the disk is full. `set local` lasts until the end of these two statements.
 */
const PROBE = "set local work_mem = '64kB'; select count(*) from generate_series(1, 100000)";

/** Returns the reason why PostgreSQL can store nothing: its disk is full. Reads go on. */
export async function findFullDatabase(pool: Pick<Pool, 'query'>): Promise<string | undefined> {
  try {
    await pool.query(PROBE);
    return undefined;
  } catch (error) {
    if (codeOf(error) === DISK_FULL) return 'The disk of the database is full: free some space';
    throw error;
  }
}
