import type { Pool, PoolClient, QueryResultRow } from 'pg';

/** A lost connection also emits an `error` event. The pending query rejects with the same error. */
const ignore = (): void => undefined;

/** Reads in a transaction with settings of the planner, such as `jit = off`. `read` sends the statement. */
export async function readWithSettings<T extends QueryResultRow>(
  pool: Pick<Pool, 'connect'>,
  settings: readonly string[],
  read: (client: PoolClient) => Promise<{ readonly rows: readonly T[] }>,
): Promise<readonly T[]> {
  const client = await pool.connect();
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    await client.query(['begin read only', ...settings.map((setting) => `set local ${setting}`)].join('; '));
    const { rows } = await read(client);
    await client.query('commit');
    return rows;
  } catch (error) {
    // The transaction is still open.
    broken = error instanceof Error ? error : new Error('The read failed', { cause: error });
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}
