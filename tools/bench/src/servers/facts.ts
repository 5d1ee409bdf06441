import pg from 'pg';

/** Facts of a PostgreSQL server that decide how its figures compare. */
export interface PostgresFacts {
  readonly postgresql: string;
  readonly fsync: string;
}

/** Throws if the server does not wait for its disk: nothing could be compared. */
export async function readPostgresFacts(url: string): Promise<PostgresFacts> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<PostgresFacts>(
      `select current_setting('server_version') as postgresql, current_setting('fsync') as fsync`,
    );
    const [facts] = rows;
    if (facts?.fsync !== 'on') throw new Error('PostgreSQL runs without fsync: nothing could be compared');
    return facts;
  } finally {
    await client.end();
  }
}
