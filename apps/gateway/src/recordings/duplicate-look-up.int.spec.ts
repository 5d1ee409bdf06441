import pg from 'pg';
import { openProjector, openWorld, type World } from '../testing/real-gateway.js';
import { PostgresRecordingRows } from './rows.postgres.js';

const OWNER = '01J00000000000000000000000';
const MANY = 5_000;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}
const indexesOf = (plan: Plan): string[] => [
  ...(plan['Index Name'] === undefined ? [] : [plan['Index Name']]),
  ...(plan.Plans ?? []).flatMap(indexesOf),
];

describe('looking for a recording with the same content', () => {
  let world: World;
  let pool: pg.Pool;
  beforeAll(async () => {
    world = await openWorld();
    // The projector's own tables; it has nothing to write, so it may leave again.
    await (
      await openProjector(world)
    )();
    pool = new pg.Pool({ connectionString: world.database.url });
    await pool.query(
      `insert into projection.asset
       select gen_random_uuid(), $1, 'recording', 'READY', false, 'title', false, now(), now(), n, n,
              jsonb_build_object('source', jsonb_build_object('sha256', 'sum-' || n)), '{}', 1, 'hash'
       from generate_series(1, $2::int) n`,
      [OWNER, MANY],
    );
    await pool.query('analyze projection.asset');
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await world.close();
  });

  it('goes by an index of the projection, however many recordings their owner has', async () => {
    const asked: { text: string; values: unknown[] }[] = [];
    const listening = {
      query: (text: string, values: unknown[]) => {
        asked.push({ text, values });
        return pool.query(text, values);
      },
    };
    const rows = new PostgresRecordingRows(listening as unknown as pg.Pool);
    const none = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
    expect(await rows.withContent(OWNER, `sum-${String(MANY / 2)}`, none)).toMatch(/^[0-9a-f-]{36}$/);
    expect(await rows.withContent(OWNER, 'sum-of-nothing', none)).toBeUndefined();
    const [look] = asked;
    const { rows: plans } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (format json) ${look?.text ?? ''}`,
      look?.values,
    );
    expect(plans.flatMap((row) => indexesOf(row['QUERY PLAN'][0].Plan))).toEqual(['asset_by_content']);
  });
});
