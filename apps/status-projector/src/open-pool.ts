import pg from 'pg';

const ignore = (): void => undefined;

/**
 * Opens a pool whose lost connections never end the process. The pool handles errors of idle connections and the borrower those
 * of its own. While a connection is handed over or closed, an error would otherwise have no listener.
 */
export function openPool(config: pg.PoolConfig, onIdleLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', onIdleLost);
  pool.on('connect', (client) => {
    client.on('error', ignore);
  });
  return pool;
}
