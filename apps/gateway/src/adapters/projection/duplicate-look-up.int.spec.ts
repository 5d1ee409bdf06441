import type pg from 'pg';
import { explainRows, type Plan } from '../../testing/query-plans.js';
import { openProjectionTables, type ProjectionTables } from '../../testing/projection-tables.js';

const OWNER = '01J00000000000000000000000';
const MANY = 5_000;

const INDEX = 'asset_with_content';
const NONE = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

interface Talk {
  readonly id: string;
  readonly owner: string;
  readonly content: string | null;
  readonly created_at: string;
  readonly deleted_at: string | null;
}
const talk = (minute: number, more: Partial<Talk> = {}): Talk => ({
  id: `0199f5a0-4f0c-7c3e-9d0a-00000000000${String(minute)}`,
  owner: OWNER,
  content: 'talk',
  created_at: `2026-01-01T00:0${String(minute)}:00.000Z`,
  deleted_at: null,
  ...more,
});
const deleted = talk(0, { deleted_at: '2026-01-02T00:00:00.000Z' });
const foreign = talk(1, { owner: '01J00000000000000000000001' });
const [first, second, third] = [talk(2), talk(3), talk(4)];
const other = talk(5, { content: 'another talk' });
const unfetched = talk(6, { content: null });
const TALKS = [deleted, foreign, first, second, third, other, unfetched];

describe('looking for recordings by content, tag or failed follow-ups', () => {
  let tables: ProjectionTables;
  let pool: pg.Pool;
  beforeAll(async () => {
    tables = await openProjectionTables();
    ({ pool } = tables);
    await pool.query(
      `insert into projection.asset
         (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state, personal,
          fold_version, state_hash, content_sha256, deleted_at)
       select gen_random_uuid(), $1, 'recording', 'READY', false, false, now(), now(), n, n,
              jsonb_build_object('registeredAt', n::text), '{}'::jsonb, 1, 'hash', 'sum-' || n, null::timestamptz
       from generate_series(1, $2::int) n
       union all
       select id, owner, 'recording', 'READY', false, false, created_at, created_at, 1, 1,
              jsonb_build_object('registeredAt', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), '{}', 1, 'hash',
              content, deleted_at
       from json_to_recordset($3::json) as r(id uuid, owner text, content text, created_at timestamptz, deleted_at timestamptz)`,
      [OWNER, MANY, JSON.stringify(TALKS)],
    );
    await pool.query(`update projection.asset set personal = '{"tags": ["Grundlagen", "Übung"]}' where asset_id = $1`, [
      other.id,
    ]);
    for (const [id, phase] of [
      [unfetched.id, 'failed'],
      [first.id, 'completed'],
    ])
      await pool.query(
        `update projection.asset set state = state || jsonb_build_object('steps', $2::jsonb) where asset_id = $1`,
        [
          id,
          JSON.stringify([
            { step: 'deliver:library', kind: 'delivery', phase: 'failed' },
            { step: 'deliver:library/thumbnail', kind: 'followUp', phase },
          ]),
        ],
      );
    await pool.query('analyze projection.asset');
  }, 60_000);
  afterAll(() => tables.close());

  const indexesOf = (nodes: readonly Plan[] | undefined) => (nodes ?? []).flatMap((node) => node['Index Name'] ?? []);
  const factsOf = ({ id, created_at: createdAt }: Talk) => ({ id, createdAt });

  it('uses an index of the projection, however many recordings the owner has', async () => {
    const { rows, plans } = explainRows(pool);
    const looked = { owner: OWNER, id: NONE, createdAt: undefined };
    expect(await rows.withContent({ ...looked, sha256: `sum-${String(MANY / 2)}` })).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    expect(await rows.withContent({ ...looked, sha256: 'sum-of-nothing' })).toBeUndefined();
    expect(indexesOf((await plans())[0])).toEqual([INDEX]);
  });

  it("finds the owner's oldest recording that is not deleted, and no later one", async () => {
    const { rows, plans } = explainRows(pool);
    const found = await rows.byIds(TALKS.map(({ id }) => id));
    const duplicates = Object.fromEntries([...found].map(([id, row]) => [id, row.duplicateOf]));
    expect(duplicates).toEqual({
      [deleted.id]: undefined,
      [foreign.id]: undefined,
      [first.id]: undefined,
      [second.id]: factsOf(first),
      [third.id]: factsOf(first),
      [other.id]: undefined,
      [unfetched.id]: undefined,
    });
    const filter = { owner: OWNER, statuses: [], q: undefined, from: undefined, before: undefined, sha256: 'talk' };
    const sort = { column: 'created_at', descending: false } as const;
    const page = await rows.page({ filter, sort, after: undefined, limit: 10, withTotal: true });
    expect(page.rows.map(({ id, duplicateOf }) => [id, duplicateOf?.id])).toEqual([
      [deleted.id, undefined],
      [first.id, undefined],
      [second.id, first.id],
      [third.id, first.id],
    ]);
    expect(page.total).toBe(4);
    // A list must not scan the table for each of its items.
    const [within] = await plans();
    expect(indexesOf(within?.filter((node) => node.Alias === 'd'))).toEqual([INDEX]);
  });

  it('finds a tag in any case by an index, however many recordings the owner has', async () => {
    const { rows, plans } = explainRows(pool);
    const filter = { owner: OWNER, statuses: [], q: undefined, from: undefined, before: undefined };
    expect(await rows.idsOf({ ...filter, tag: 'übUNG' }, 10)).toEqual([other.id]);
    expect(await rows.idsOf({ ...filter, tag: 'Übun' }, 10)).toEqual([]);
    expect(indexesOf((await plans())[0])).toContain('asset_by_tag');
  });

  it('finds a failed follow-up by an index, however many recordings the owner has', async () => {
    const { rows, plans } = explainRows(pool);
    const filter = { owner: OWNER, statuses: [], q: undefined, from: undefined, before: undefined };
    expect(await rows.idsOf({ ...filter, followUpsFailed: true }, 10)).toEqual([unfetched.id]);
    expect(indexesOf((await plans())[0])).toContain('asset_follow_ups_failed');
  });
});
