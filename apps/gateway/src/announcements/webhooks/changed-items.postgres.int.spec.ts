import { newAssetId } from '@throughline/contracts';
import { START, parsePosition } from '@throughline/event-store';
import { until } from '@throughline/stack/testing';
import type pg from 'pg';
import { ulid } from 'ulid';
import { openProjectedControl, type ProjectedControl } from '../../testing/projection-tables.js';
import { selectChanged } from './changed-items.postgres.js';
import type { ChangedItem, EndpointClaim } from './webhook-store.js';

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
const readRows = (plan: Plan): number => (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'];

describe('changed items of an endpoint', () => {
  let pool: pg.Pool;
  let database: ProjectedControl;
  let libraryId: string;
  let claim: EndpointClaim;
  let position = 0;
  beforeAll(async () => {
    database = await openProjectedControl();
    ({ pool } = database);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    libraryId = ulid();
    await database.users.add({ id: libraryId, name: libraryId, role: 'operator' });
    const content = { name: 'Chat', url: 'https://hooks.example', events: ['item.ready'], secrets: [], isPaused: false } as const;
    const added = await database.webhooks.add({ libraryId, ...content });
    const claimed = typeof added === 'string' ? undefined : await database.webhookQueue.claim(added.id, 600_000);
    if (claimed === undefined) throw new Error('it is not free');
    claim = claimed;
  });

  const write = async (db: Pick<pg.ClientBase, 'query'>, count: number): Promise<readonly string[]> => {
    const ids = Array.from({ length: count }, newAssetId);
    await db.query(
      `insert into projection.asset (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position,
         state, personal, fold_version, state_hash)
       select id, $1, 'recording', 'READY', false, false, now(), now(), $3 + n, $3 + n, '{}', '{}', 1, ''
       from unnest($2::uuid[]) with ordinality as one(id, n)`,
      [libraryId, ids, position],
    );
    position += count;
    return ids;
  };
  const changedItems = async (): Promise<readonly ChangedItem[]> => {
    const replaced = await database.webhookQueue.findReplacedTables(claim);
    if (replaced !== undefined) await database.webhookQueue.acceptTables(claim, replaced, 'same');
    return database.webhookQueue.changed(claim, 5_000);
  };
  const idsOf = async (): Promise<readonly string[]> => (await changedItems()).map(({ assetId }) => assetId);
  /** Reads until nothing is left, as a gateway does. Returns the items. */
  const readAll = async (): Promise<readonly string[]> => {
    const found = await changedItems();
    for (const item of found) await database.webhookQueue.enqueue(claim, item, []);
    expect(await changedItems()).toEqual([]);
    return found.map(({ assetId }) => assetId);
  };

  it('are found in the order of their positions', async () => {
    const ids = await write(pool, 3);
    expect(await readAll()).toEqual(ids);
  });

  it('are found when their transaction commits after a later one', async () => {
    const slow = await pool.connect();
    try {
      await slow.query('begin');
      const [early] = await write(slow, 1);
      const [later] = await write(pool, 1);
      expect(await readAll()).toEqual([later]);
      await slow.query('commit');
      expect(await readAll()).toEqual([early]);
    } finally {
      slow.release();
    }
  });

  it('are found when their row is written again, also at an earlier position', async () => {
    const [id] = await write(pool, 2);
    await readAll();
    await pool.query('update projection.asset set position = position - 1 where asset_id = $1', [id]);
    expect(await readAll()).toEqual([id]);
  });

  it('are found after tables were replaced by ones whose rows were written earlier', async () => {
    const [id] = await write(pool, 1);
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('alter table projection.asset rename to asset_before');
      await client.query('create table projection.asset (like projection.asset_before including all)');
      // PostgreSQL computes the other columns itself.
      const { rows } = await client.query<{ readonly names: string }>(
        `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
         where table_schema = 'projection' and table_name = 'asset_before' and is_generated = 'NEVER'`,
      );
      const names = rows[0]?.names ?? '';
      await client.query(`insert into projection.asset (${names}) select ${names} from projection.asset_before`);
      await client.query('commit');
    } finally {
      client.release();
    }
    await readAll();
    // The new table has the row of a transaction before the mark, as after a rebuild that ran meanwhile.
    await pool.query(
      'begin; alter table projection.asset rename to asset_older; alter table projection.asset_before rename to asset; commit',
    );
    await pool.query('alter table projection.asset disable trigger asset_is_marked');
    await pool.query('update projection.asset set position = position + 1 where asset_id = $1', [id]);
    await pool.query('alter table projection.asset enable trigger asset_is_marked');
    position += 1;
    expect(await readAll()).toEqual([id]);
    await pool.query('drop table projection.asset_older');
  });

  it('are all compared after a redelivery, and after a restore into another server', async () => {
    const ids = await write(pool, 2);
    await readAll();
    await database.webhooks.rewind(claim.endpoint.id, START);
    expect(await idsOf()).toEqual(ids);
    await readAll();
    await pool.query(`update projection.asset set written_in = null, position = position + 10 where asset_id = $1`, [ids[0]]);
    await pool.query(
      `update control.webhook_endpoint set read_to = 'projection.asset'::regclass::oid || '.99999999999' where id = $1`,
      [claim.endpoint.id],
    );
    position += 10;
    expect(await readAll()).toEqual([ids[0]]);
  });

  it('are found when a projector of an earlier release has written them', async () => {
    const marked = `alter table projection.asset add column written_in xid8;
       alter table projection.asset alter column written_in set default pg_current_xact_id();
       create index asset_written on projection.asset (owner, written_in) where written_in is not null;
       alter table projection.asset enable trigger asset_is_marked`;
    await pool.query(
      'alter table projection.asset disable trigger asset_is_marked; alter table projection.asset drop column written_in cascade',
    );
    await write(pool, 1);
    await readAll();
    const ids = await write(pool, 1);
    await pool.query(marked);
    expect(await readAll()).toEqual(ids);
  });

  it('are read without the rest of the library', async () => {
    const many = 3_000;
    await write(pool, many);
    await pool.query(
      `insert into control.webhook_item (endpoint_id, asset_id, position) select $1, asset_id, position from projection.asset where owner = $2`,
      [claim.endpoint.id, libraryId],
    );
    // Other files share the server: a mark lies behind these rows while an older transaction of theirs is open.
    const isMarked = async (): Promise<boolean> => {
      expect(await changedItems()).toEqual([]);
      const { rows: marks } = await pool.query<{ is_later: boolean }>(
        `select split_part(read_to, '.', 2)::xid8 > (select written_in from projection.asset order by written_in desc nulls last limit 1) as is_later
         from control.webhook_endpoint where id = $1`,
        [claim.endpoint.id],
      );
      return marks[0]?.is_later === true;
    };
    await until(isMarked, { what: 'a mark behind all rows' });
    await pool.query('analyze projection.asset');
    await pool.query('analyze control.webhook_item');
    const ids = await write(pool, 3);
    const { rows } = await pool.query<{ mark: string }>(
      `select split_part(read_to, '.', 2) as mark from control.webhook_endpoint where id = $1`,
      [claim.endpoint.id],
    );
    const explained = await pool.query<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
      `explain (analyze, format json) ${selectChanged(true)}`,
      [claim.endpoint.id, libraryId, 50, 'table', rows[0]?.mark],
    );
    const plan = explained.rows[0]?.['QUERY PLAN'][0]?.Plan;
    const nodes = plan === undefined ? [] : nodesOf(plan);
    expect(nodes.map((node) => node['Index Name'])).toContain('asset_written');
    expect(nodes.filter((node) => readRows(node) > 10)).toEqual([]);
    expect(await readAll()).toEqual(ids);
  });

  it('are none for a gateway that has lost its claim', async () => {
    await write(pool, 1);
    expect(await database.webhookQueue.changed({ ...claim, token: newAssetId() }, 5)).toEqual([]);
    expect(await changedItems()).toMatchObject([{ reached: parsePosition(String(position)) }]);
  });
});
