import { freshDatabase, type FreshDatabase } from '@throughline/stack/testing';
import { Pool } from 'pg';
import { findFullDatabase } from './full-disk.js';

describe('the check of the disk of the database', () => {
  let database: FreshDatabase;
  const pools: Pool[] = [];
  const open = (options = ''): Pool => {
    const pool = new Pool({ connectionString: database.url, max: 1, options });
    pools.push(pool);
    return pool;
  };
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  it('finds nothing while there is space, and leaves the connection as it was', async () => {
    const pool = open();
    const before = await pool.query('show work_mem');
    expect(await findFullDatabase(pool)).toBeUndefined();
    expect((await pool.query('show work_mem')).rows).toEqual(before.rows);
    expect((await pool.query('select 1 where pg_current_xact_id_if_assigned() is null')).rowCount).toBe(1);
  });

  it('writes more than one MiB, so that it meets a full disk', async () => {
    const pool = open('-c temp_file_limit=1MB');
    // A limit of temporary files stands in for the disk, with another code.
    await expect(findFullDatabase(pool)).rejects.toMatchObject({ code: '53400' });
    expect((await pool.query('select 1')).rowCount).toBe(1);
  });

  it('names a full disk, and passes on other errors', async () => {
    const failing = (code: string): Pick<Pool, 'query'> => ({
      query: () => Promise.reject(Object.assign(new Error('x'), { code })),
    });
    expect(await findFullDatabase(failing('53100'))).toBe('The disk of the database is full: free some space');
    await expect(findFullDatabase(failing('57P01'))).rejects.toMatchObject({ code: '57P01' });
  });
});
