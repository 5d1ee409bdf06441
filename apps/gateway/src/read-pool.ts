import type { Logger } from '@throughline/service-kit';
import { Pool } from 'pg';

/** Reads are small; one that takes so long waits for a connection that is dead. Milliseconds. */
const LONGEST_QUERY_MS = 30_000;

/**
 * Connections for reads. Without a limit a query on a line that is cut without a word would be waited for until the system gives
 * it up, a quarter of an hour later, and all streams of this gateway with it.
 */
export function readPool(url: string, log: Pick<Logger, 'warn'>, longestQueryMs = LONGEST_QUERY_MS): Pool {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 3_000,
    query_timeout: longestQueryMs,
    keepAlive: true,
    application_name: 'gateway-reads',
  });
  // An idle connection that breaks is replaced by the pool; unheard, it would end the process.
  pool.on('error', (error) => {
    log.warn({ err: error }, 'a connection to PostgreSQL broke');
  });
  return pool;
}
