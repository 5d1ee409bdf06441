import type { Pool, PoolClient } from 'pg';

/** A lost connection also emits an `error` event. The pending query rejects with the same error, so the event is ignored. */
const ignore = (): void => undefined;

/** Lends a connection to `work`. Closes it if `work` could not bring it back to a clean state. */
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

/** `begin`: the statement that begins the transaction, or a function that sends it, with others in the same round trip. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin: string | ((client: PoolClient) => Promise<void>) = 'begin',
): Promise<T> {
  const outcome = await withClient(pool, async (client): Promise<Outcome<T>> => {
    try {
      await (typeof begin === 'string' ? client.query(begin) : begin(client));
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
