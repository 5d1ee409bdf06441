import type { Logger } from '@throughline/service-kit';
import type { Pool } from 'pg';
import { BoundedPool, poolLimits, type PoolLimits } from './bounded-pool.js';

export function createReadPool(url: string, log: Pick<Logger, 'warn'>, limits: PoolLimits): Pool {
  const pool = new BoundedPool({ ...poolLimits(limits), connectionString: url, application_name: 'gateway-reads' });
  // The pool replaces an idle connection that breaks. Without a listener the error would end the process.
  pool.on('error', (error) => {
    log.warn({ err: error }, 'lost a connection to PostgreSQL');
  });
  return pool;
}
