import { randomUUID } from 'node:crypto';
import { newId } from '@throughline/contracts';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { ulid } from 'ulid';
import { BoundedPool } from '../kit/database/bounded-pool.js';
import { groupDuplicates } from '../testing/memory-duplicate-store.js';
import { openProjectedControl, type ProjectedControl } from '../testing/projection-tables.js';
import type { DuplicateGroup, GroupQuery } from './duplicate-store.js';
import { PostgresDuplicateStore } from './duplicate-store.postgres.js';
import { SELECT_GROUPS } from './group-statement.js';
import { KeptDuplicateEntity } from './kept-duplicate.entity.js';
import { decisionIdOf } from './pairs.js';

interface Item {
  readonly id: string;
  readonly kind: 'document';
  readonly createdAt: string;
  readonly sha256: string;
  readonly facts: string | undefined;
}

const MANY = 4_000;

const item = (minute: number, more: Partial<Item> = {}): Item => ({
  id: newId(),
  kind: 'document',
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  sha256: `sum-${String(minute)}`,
  facts: undefined,
  ...more,
});

const byAge = (one: Item, other: Item): readonly [Item, Item] => (one.createdAt < other.createdAt ? [one, other] : [other, one]);

describe('similar texts among the duplicates in PostgreSQL', () => {
  let db: ProjectedControl;
  let pool: Pool;
  beforeAll(async () => {
    db = await openProjectedControl();
    ({ pool } = db);
  });
  afterAll(() => db.close());

  const library = async (items: readonly Item[]): Promise<string> => {
    const id = ulid();
    await db.users.add({ id, name: `user-${id}`, role: 'operator' });
    const rows = JSON.stringify(items.map(({ createdAt, ...one }) => ({ ...one, created_at: createdAt })));
    await pool.query(
      `insert into projection.asset
         (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state, personal,
          fold_version, state_hash, content_sha256, facts_key)
       select id, $1, 'document', 'READY', false, false, created_at, created_at, 1, 1, '{}', '{}', 1, 'hash', sha256, facts
       from json_to_recordset($2::json) as r(id uuid, created_at timestamptz, sha256 text, facts text)`,
      [id, rows],
    );
    return id;
  };
  const pair = async (libraryId: string, one: Item, other: Item, likeness = 90): Promise<void> => {
    const [first, second] = byAge(one, other);
    await pool.query('insert into search.similar_text values ($1, $2, $3, $4)', [libraryId, first.id, second.id, likeness]);
  };
  const ask = (libraryId: string, more: Partial<GroupQuery> = {}) =>
    db.duplicates.groups({ libraryId, kinds: [], reasons: [], after: undefined, limit: 100, ...more });
  const idsOf = async (libraryId: string) => (await ask(libraryId)).groups.map(({ reason, ids }) => [reason, ids]);
  /** The oldest first. Ids of items from other services are in no order of time. */
  const several = (count: number): readonly Item[] => Array.from({ length: count }, (_, at) => item(at, { id: randomUUID() }));

  it('are a group with the least likeness, in their own library only', async () => {
    const [a, b, c] = several(3) as [Item, Item, Item];
    const id = await library([a, b, c]);
    await pair(id, a, b, 96);
    await pair(id, a, c, 91);
    expect(await ask(id)).toMatchObject({
      groups: [
        {
          key: `similar_text:${a.id}`,
          reason: 'similar_text',
          kind: 'document',
          ids: [a.id, b.id, c.id],
          count: 3,
          likeness: 91,
        },
      ],
      total: 1,
      knowsTexts: true,
    });
    // The search has not seen yet that the item has moved.
    await pool.query(`update projection.asset set owner = 'another' where asset_id = $1`, [b.id]);
    expect(await idsOf(id)).toEqual([['similar_text', [a.id, c.id]]]);
    await pool.query('update projection.asset set deleted_at = now() where asset_id = $1', [c.id]);
    expect(await idsOf(id)).toEqual([]);
  });

  it.each(['expiredAt', 'erasedAt'])('leave out items with %s that the search still has', async (gone) => {
    const [a, b, c] = several(3) as [Item, Item, Item];
    const id = await library([a, b, c]);
    await pair(id, a, b);
    await pair(id, a, c);
    const state = JSON.stringify({ [gone]: '2026-01-02T00:00:00.000Z' });
    await pool.query('update projection.asset set content_sha256 = null, state = $2 where asset_id = $1', [b.id, state]);
    expect(await idsOf(id)).toEqual([['similar_text', [a.id, c.id]]]);
    await pool.query('update projection.asset set content_sha256 = null where asset_id = $1', [c.id]);
    expect(await idsOf(id)).toEqual([['similar_text', [a.id, c.id]]]);
  });

  it('show no two items again that have the same file or the same values', async () => {
    const [a, copy, again, x] = several(4) as [Item, Item, Item, Item];
    const items = [a, { ...copy, sha256: a.sha256 }, { ...again, facts: 'amount:1' }, { ...x, facts: 'amount:1' }];
    const id = await library(items);
    for (const [at, one] of items.entries()) for (const other of items.slice(at + 1)) await pair(id, one, other);
    expect(await idsOf(id)).toEqual([
      ['same_amount', [again.id, x.id]],
      ['similar_text', [a.id, again.id]],
      ['same_file', [a.id, copy.id]],
    ]);
  });

  it('are kept by pairs, and shown again with a further scan', async () => {
    const [a, b, c] = several(3) as [Item, Item, Item];
    const id = await library([a, b, c]);
    await pair(id, a, b);
    const itemIds = [a.id, b.id];
    await db.duplicates.keep({ id: decisionIdOf(itemIds), libraryId: id, itemIds });
    expect(await ask(id)).toMatchObject({ groups: [], total: 0 });
    await pair(id, a, c);
    expect(await idsOf(id)).toEqual([['similar_text', [a.id, b.id, c.id]]]);
  });

  it('are unknown without the tables of the search, and the others are answered', async () => {
    const [a, b] = several(2) as [Item, Item];
    const id = await library([a, { ...b, sha256: a.sha256 }]);
    for (const [hide, back] of [
      ['alter table search.similar_text rename to gone', 'alter table search.gone rename to similar_text'],
      ['alter schema search rename to gone', 'alter schema gone rename to search'],
    ] as const) {
      await pool.query(hide);
      expect(await ask(id)).toMatchObject({ groups: [{ reason: 'same_file' }], total: 1, knowsTexts: false });
      await pool.query(back);
      expect(await ask(id)).toMatchObject({ total: 1, knowsTexts: true });
    }
  });

  it('are not read if the question leaves them out, or longer than half of the deadline', async () => {
    const [a, b, c] = several(3) as [Item, Item, Item];
    const id = await library([a, { ...b, sha256: a.sha256 }, c]);
    await pair(id, a, c);
    const [locker, bounded] = [
      await pool.connect(),
      new BoundedPool({ connectionString: pool.options.connectionString, statement_timeout: 1_000 }),
    ];
    const store = new PostgresDuplicateStore(db.control.getRepository(KeptDuplicateEntity), bounded);
    const askBounded = (more: Partial<GroupQuery> = {}) =>
      store.groups({ libraryId: id, kinds: [], reasons: [], after: undefined, limit: 100, ...more });
    expect(await askBounded()).toMatchObject({ total: 2, knowsTexts: true });
    await locker.query('begin; lock table search.similar_text in access exclusive mode');
    expect(await askBounded({ kinds: ['recording'] })).toMatchObject({ groups: [], knowsTexts: true });
    expect(await askBounded({ reasons: ['same_file'] })).toMatchObject({ total: 1, knowsTexts: true });
    expect(await askBounded()).toMatchObject({ groups: [{ reason: 'same_file' }], total: 1, knowsTexts: false });
    await locker.query('rollback');
    locker.release();
    await bounded.end();
  });

  it('are read by the ids of their items, however many pairs there are, and by no scan of the whole table', async () => {
    const items = several(MANY);
    const id = await library(items);
    await pool.query(
      `insert into search.similar_text select $1, first_id, second_id, 90 from unnest($2::uuid[], $3::uuid[]) p (first_id, second_id)`,
      [
        id,
        items.filter((_, at) => at % 2 === 0).map((one) => one.id),
        items.filter((_, at) => at % 2 === 1).map((one) => one.id),
      ],
    );
    await pool.query('analyze projection.asset, search.similar_text');
    expect(await ask(id, { limit: 5 })).toMatchObject({ total: MANY / 2 });
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${SELECT_GROUPS}`, [id, [], [], null, null, 21]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    const ofItems = plan.slice(plan.indexOf('CTE text_item'), plan.indexOf('CTE text_root'));
    expect(ofItems).toContain('Index Scan using asset_pkey on asset');
    expect(ofItems).not.toContain('Seq Scan on asset');
    expect(await ask(id, { reasons: ['similar_text'], limit: 5 })).toMatchObject({ total: MANY / 2 });
  });

  it('are grouped as the rule does, and no two items are in two groups', async () => {
    const some = fc.array(
      fc.record({
        sha256: fc.integer({ min: 1, max: 6 }).map((nr) => `sum-${String(nr)}`),
        facts: fc.option(
          fc.integer({ min: 1, max: 3 }).map((nr) => `amount:${String(nr)}`),
          { nil: undefined },
        ),
      }),
      { minLength: 2, maxLength: 9 },
    );
    const links = fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.integer({ min: 80, max: 100 })), { maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(some, links, async (given, linked) => {
        const items = several(given.length).map((one, at) => ({ ...one, ...given[at] }));
        const id = await library(items);
        const pairs = new Map<string, { firstId: string; secondId: string; likeness: number }>();
        for (const [from, to, likeness] of linked) {
          const [one, other] = [items[from], items[to]];
          if (one === undefined || other === undefined || from === to) continue;
          const [firstId, secondId] = byAge(one, other).map(({ id: itemId }) => itemId) as [string, string];
          if (!pairs.has(firstId + secondId)) await pair(id, one, other, likeness);
          if (!pairs.has(firstId + secondId)) pairs.set(firstId + secondId, { firstId, secondId, likeness });
        }
        const { groups } = await ask(id);
        const expected = groupDuplicates(items, [...pairs.values()]);
        const shown = (all: readonly Pick<DuplicateGroup, 'key' | 'likeness' | 'ids'>[]) =>
          new Map(all.map(({ key, ids, likeness }) => [key, { ids, likeness }]));
        expect(shown(groups)).toEqual(
          shown(expected.map(({ key, likeness, all }) => ({ key, likeness, ids: all.map((one) => one.id) }))),
        );
        const together = groups.flatMap(({ ids }) =>
          ids.flatMap((one, at) => ids.slice(at + 1).map((other) => [one, other].sort().join())),
        );
        expect(new Set(together).size).toBe(together.length);
      }),
      { numRuns: 40 },
    );
  });
});
