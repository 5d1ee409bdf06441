import type { Pool, PoolClient } from 'pg';

/** A connection that dies while it is lent also says so as an event; its query rejects with the same error, which is enough. */
const ignore = (): void => undefined;

/** Lends a connection to `work`. One that `work` could not bring back to a clean state is closed. */
export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  client.on('error', ignore);
  let failed = true;
  try {
    const result = await work(client);
    failed = false;
    return result;
  } finally {
    client.off('error', ignore);
    client.release(failed);
  }
}

const rolledBack = async (client: PoolClient): Promise<boolean> => {
  try {
    await client.query('rollback');
    return true;
  } catch {
    return false;
  }
};

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** Runs `work` in one transaction on one connection. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>, begin = 'begin'): Promise<T> {
  const outcome = await withClient(pool, async (client): Promise<Outcome<T>> => {
    try {
      await client.query(begin);
      const value = await work(client);
      await client.query('commit');
      return { value };
    } catch (error) {
      if (await rolledBack(client)) return { error };
      throw error;
    }
  });
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}
