import type pg from 'pg';
import { openProjectionTables, type ProjectionTables } from '../../testing/projection-tables.js';
import { PostgresItemRows } from './rows.postgres.js';

const [ONE, TWO] = ['0199f5a0-4f0c-7c3e-9d0a-000000000001', '0199f5a0-4f0c-7c3e-9d0a-000000000002'];

interface Sent {
  readonly asset_id: string;
  readonly state: string | null;
}

describe('rows of the projection that are read repeatedly', () => {
  let tables: ProjectionTables;
  let pool: pg.Pool;
  beforeAll(async () => {
    tables = await openProjectionTables();
    ({ pool } = tables);
  }, 60_000);
  afterAll(() => tables.close());
  beforeEach(async () => {
    await pool.query('delete from projection.asset');
    await insert('projection');
  });

  const insert = (schema: string): Promise<unknown> =>
    pool.query(
      `insert into ${schema}.asset
         (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state, personal,
          fold_version, state_hash)
       select id::uuid, 'o', 'recording', 'READY', false, false, now(), now(), 7, 7, jsonb_build_object('phase', 'at first'), '{}', 1, 'hash'
       from unnest($1::text[]) id`,
      [[ONE, TWO]],
    );
  const write = (phase: string, id = ONE): Promise<unknown> =>
    pool.query(`update projection.asset set state = jsonb_build_object('phase', $1::text) where asset_id = $2`, [phase, id]);
  /** Returns a gateway's rows, and the ids of the rows whose content the database has sent. */
  const listening = () => {
    const sent: string[] = [];
    const query = async (text: string, values: unknown[]) => {
      const result = await pool.query<Sent>(text, values);
      sent.push(...result.rows.filter(({ state }) => state !== null).map(({ asset_id: id }) => id));
      return result;
    };
    const rows = new PostgresItemRows({ query } as unknown as pg.Pool);
    const read = async (id = ONE) => (await rows.byIds([ONE, TWO])).get(id);
    return { rows, read, taken: () => sent.splice(0) };
  };

  it('are transferred once, and then only after a change', async () => {
    const { read, taken } = listening();
    const first = await read();
    expect(taken()).toEqual([ONE, TWO]);
    expect((await read())?.state).toBe(first?.state);
    expect(taken()).toEqual([]);
    await write('written');
    expect((await read())?.state).toEqual({ phase: 'written' });
    expect(taken()).toEqual([ONE]);
  });

  it('are read again after a manual edit and after its repair, although the revision stays', async () => {
    const { read } = listening();
    await read();
    await write('edited');
    expect(await read()).toMatchObject({ revision: '7', state: { phase: 'edited' } });
    await write('at first');
    expect(await read()).toMatchObject({ revision: '7', state: { phase: 'at first' } });
  });

  it('show the last commit if one transaction has written them twice', async () => {
    const { read } = listening();
    await read();
    const client = await pool.connect();
    await client.query('begin');
    for (const phase of ['once', 'twice'])
      await client.query(`update projection.asset set state = jsonb_build_object('phase', $1::text)`, [phase]);
    expect((await read())?.state).toEqual({ phase: 'at first' });
    await client.query('commit');
    client.release();
    expect((await read())?.state).toEqual({ phase: 'twice' });
  });

  it('are read again after the tables were swapped', async () => {
    const { read, taken } = listening();
    await read();
    taken();
    await pool.query('create schema other');
    for (const table of ['asset', 'quarantine'])
      await pool.query(`create table other.${table} (like projection.${table} including all)`);
    await insert('other');
    await pool.query('begin; alter schema projection rename to before; alter schema other rename to projection; commit');
    expect((await read())?.state).toEqual({ phase: 'at first' });
    expect(taken()).toEqual([ONE, TWO]);
    await pool.query('drop schema projection cascade; alter schema before rename to projection');
  });

  it('are the same objects in a list', async () => {
    const { rows, read } = listening();
    const first = await read(TWO);
    const page = await rows.page({
      filter: { owner: 'o', statuses: [], q: undefined, from: undefined, before: undefined },
      sort: { column: 'created_at', descending: false },
      after: undefined,
      limit: 10,
      withTotal: false,
    });
    expect(page.rows.find(({ id }) => id === TWO)?.state).toBe(first?.state);
  });
});
