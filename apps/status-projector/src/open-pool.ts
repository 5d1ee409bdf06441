import pg from 'pg';

const ignore = (): void => undefined;

/**
 * Connections whose loss ends no process. The pool listens to those that are idle and a borrower to its own;
 * in between, when one is handed over or closed, an error would find no listener and end the process.
 */
export function openPool(config: pg.PoolConfig, onIdleLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', onIdleLost);
  pool.on('connect', (client) => {
    client.on('error', ignore);
  });
  return pool;
}
