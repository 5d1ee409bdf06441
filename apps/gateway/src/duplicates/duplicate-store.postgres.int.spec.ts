import { newId } from '@throughline/contracts';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { ulid } from 'ulid';
import { groupDuplicates } from '../testing/memory-duplicate-store.js';
import { openProjectedControl, type ProjectedControl } from '../testing/projection-tables.js';
import type { DuplicateGroup, GroupQuery } from './duplicate-store.js';
import { SELECT_GROUPS } from './group-statement.js';
import { decisionIdOf, pairsOf } from './pairs.js';

interface Item {
  readonly id: string;
  readonly kind: DuplicateGroup['kind'];
  readonly createdAt: string;
  readonly sha256: string | undefined;
  readonly facts: string | undefined;
  readonly deleted?: boolean;
}

const MANY = 20_000;

/** An item of the minute; documents have facts only. */
const item = (minute: number, more: Partial<Item> = {}): Item => ({
  id: newId(),
  kind: 'document',
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  sha256: `sum-${String(minute)}`,
  facts: undefined,
  ...more,
});

describe('looking for duplicates in PostgreSQL', () => {
  let db: ProjectedControl;
  let pool: Pool;
  beforeAll(async () => {
    db = await openProjectedControl();
    ({ pool } = db);
  });
  afterAll(() => db.close());

  // Rows are as wide as real ones: PostgreSQL would read a small table instead of its indexes.
  const insert = (libraryId: string, items: readonly Item[]) =>
    pool.query(
      `insert into projection.asset
         (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state, personal,
          fold_version, state_hash, content_sha256, facts_key, deleted_at)
       select id, $1, kind, 'READY', false, false, created_at, created_at, 1, 1,
         jsonb_build_object('filler', repeat(md5(id::text), 40)), '{}', 1, 'hash', sha256,
         case when deleted then null else facts end, case when deleted then now() end
       from json_to_recordset($2::json) as r(id uuid, kind text, created_at timestamptz, sha256 text, facts text, deleted boolean)`,
      [libraryId, JSON.stringify(items.map(({ createdAt, ...one }) => ({ ...one, created_at: createdAt })))],
    );
  const library = async (items: readonly Item[]): Promise<string> => {
    const id = ulid();
    await db.users.add({ id, name: `user-${id}`, role: 'operator' });
    await insert(id, items);
    return id;
  };
  const ask = (libraryId: string, more: Partial<GroupQuery> = {}) =>
    db.duplicates.groups({ libraryId, kinds: [], reasons: [], after: undefined, limit: 100, ...more });
  const keep = (libraryId: string, ...items: readonly Item[]) => {
    const itemIds = items.map(({ id }) => id);
    return db.duplicates.keep({ id: decisionIdOf(itemIds), libraryId, itemIds });
  };
  const idsOf = async (libraryId: string) => (await ask(libraryId)).groups.map(({ ids }) => ids);

  it('names the reason, the oldest item first, and leaves out deleted items and those of other libraries', async () => {
    const [a, b, c] = [item(1, { sha256: 'same' }), item(3, { sha256: 'same' }), item(2, { sha256: 'same', deleted: true })];
    const talk = item(4, { sha256: 'same', kind: 'recording' });
    const [x, y] = [item(5, { facts: 'amount:1' }), item(6, { facts: 'amount:1' })];
    const [letter, again] = [item(7, { facts: 'title:1' }), item(8, { facts: 'title:1' })];
    const id = await library([b, a, c, talk, x, y, letter, again]);
    await library([item(1, { sha256: 'same' }), item(2, { facts: 'amount:1' })]);
    expect(await ask(id)).toEqual({
      groups: [
        { key: 'same_title:1', reason: 'same_title', kind: 'document', ids: [letter.id, again.id], count: 2, likeness: null },
        { key: 'same_amount:1', reason: 'same_amount', kind: 'document', ids: [x.id, y.id], count: 2, likeness: null },
        { key: 'same_file:document:same', reason: 'same_file', kind: 'document', ids: [a.id, b.id], count: 2, likeness: null },
      ],
      next: undefined,
      total: 3,
      knowsTexts: true,
    });
    expect((await ask(id, { reasons: ['same_file', 'same_title'] })).total).toBe(2);
    expect((await ask(id, { kinds: ['recording'] })).groups).toEqual([]);
  });

  it('compares only the oldest of several copies by what is in them, so that no two items are shown twice', async () => {
    const scan = { facts: 'amount:1', sha256: 'scan' };
    const [a, copy, other] = [item(1, scan), item(2, scan), item(3, { facts: 'amount:1' })];
    const id = await library([a, copy, other]);
    expect(await idsOf(id)).toEqual([
      [a.id, other.id],
      [a.id, copy.id],
    ]);
  });

  it('takes items without a stored file for copies of none', async () => {
    const unstored = { facts: 'amount:1', sha256: undefined };
    const [a, b] = [item(1, unstored), item(2, unstored)];
    const id = await library([a, b]);
    expect(await ask(id)).toMatchObject({ groups: [{ reason: 'same_amount', ids: [a.id, b.id], count: 2 }], total: 1 });
    await keep(id, a, b);
    expect(await idsOf(id)).toEqual([]);
  });

  it('shows a group until each two of its items were decided, and again with a further copy', async () => {
    const [a, b, c] = [1, 2, 3].map((minute) => item(minute, { sha256: 'same' })) as [Item, Item, Item];
    const id = await library([a, b]);
    expect(await keep(id, b, a)).toBe(true);
    expect(await keep(id, a, b)).toBe(false);
    expect(await ask(id)).toMatchObject({ groups: [], total: 0 });
    await insert(id, [c]);
    expect(await idsOf(id)).toEqual([[a.id, b.id, c.id]]);
    await keep(id, a, c);
    expect(await idsOf(id)).toHaveLength(1);
    await keep(id, b, c);
    expect(await idsOf(id)).toEqual([]);
    expect(await db.duplicates.remove(id, decisionIdOf([a.id, b.id]))).toBe(true);
    expect(await db.duplicates.remove(id, decisionIdOf([a.id, b.id]))).toBe(false);
    expect(await idsOf(id)).toHaveLength(1);
  });

  it('lists the decisions of a library in pages, and forgets those about erased items', async () => {
    const items = [1, 2, 3, 4].map((minute) => item(minute, { sha256: 'same' })) as [Item, Item, Item, Item];
    const [id, foreign] = [await library(items), await library([])];
    const [a, b, c, d] = items;
    await keep(id, a, b, c);
    await keep(id, c, d);
    const all = await db.duplicates.list(id, undefined, 10);
    expect(all.map(({ itemIds }) => itemIds)).toEqual([[c.id, d.id].sort(), [a.id, b.id, c.id].sort()]);
    const [first] = await db.duplicates.list(id, undefined, 1);
    expect(await db.duplicates.list(id, first, 10)).toEqual(all.slice(1));
    expect(await db.duplicates.list(foreign, undefined, 10)).toEqual([]);
    expect(await db.duplicates.find(foreign, all[0]?.id ?? '')).toBeUndefined();
    expect(await db.duplicates.remove(foreign, all[0]?.id ?? '')).toBe(false);
    await pool.query(`update projection.asset set state = '{"erasedAt": "2026-01-02T00:00:00.000Z"}' where asset_id = $1`, [
      c.id,
    ]);
    expect(await db.duplicates.removeGone()).toBe(3);
    expect((await db.duplicates.list(id, undefined, 10)).map(({ itemIds }) => itemIds)).toEqual([[a.id, b.id].sort()]);
  });

  it('groups any items as the rule does, page by page', async () => {
    const [few, noSum] = [fc.integer({ min: 1, max: 3 }), fc.constant(undefined)];
    const someItems = fc.array(
      fc.record({
        kind: fc.constantFrom('document' as const, 'recording' as const),
        sha256: fc.oneof(
          few.map((n) => `sum-${String(n)}`),
          fc.integer({ min: 9 }).map(String),
          noSum,
        ),
        facts: fc.oneof(
          few.map((n) => `amount:${String(n)}`),
          few.map((n) => `title:${String(n)}`),
          noSum,
        ),
        minute: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(someItems, fc.integer({ min: 1, max: 3 }), async (given, limit) => {
        const items = given.map(({ minute, facts, ...one }) =>
          item(minute, { ...one, facts: one.kind === 'document' ? facts : undefined }),
        );
        const id = await library(items);
        const found: DuplicateGroup[] = [];
        for (let after: GroupQuery['after'], isLast = false; !isLast;) {
          const page = await ask(id, { after, limit });
          found.push(...page.groups);
          after = page.next;
          isLast = after === undefined;
        }
        const expected = groupDuplicates(items).map(({ key, all }) => [key, all.map((one) => one.id)] as const);
        expect(new Map(found.map(({ key, ids }) => [key, ids]))).toEqual(new Map(expected));
        expect(found).toHaveLength(expected.length);
      }),
      { numRuns: 25 },
    );
  });

  it('reads two indexes of the library, and no items, however many there are', async () => {
    const items = Array.from({ length: MANY }, (_, n) =>
      item(n % 1_000, {
        sha256: `s-${String(n - (n % 50 === 1 ? 1 : 0))}`,
        facts: `amount:${String(n - (n % 20 === 3 ? 1 : 0))}`,
      }),
    );
    const id = await library(items);
    await keep(id, ...(items.slice(0, 2) as [Item, Item]));
    await pool.query('vacuum analyze projection.asset');
    expect((await ask(id, { limit: 5 })).total).toBe(MANY / 50 + MANY / 20 - 1);
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers off) ${SELECT_GROUPS}`, [
      id,
      [],
      [],
      null,
      null,
      21,
    ]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Index Only Scan using asset_same_content');
    expect(plan).toContain('Index Only Scan using asset_same_facts');
    expect(plan).not.toContain('Seq Scan on asset');
    // A nested loop would compare each member with all others.
    const loops = [...plan.matchAll(/loops=(\d+)/g)].map(([, count]) => Number(count));
    expect(Math.max(...loops)).toBeLessThan(MANY);
  });

  it('has each pair once', () => {
    expect(pairsOf(['c', 'a', 'b'])).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ]);
    expect(decisionIdOf(['b', 'a'])).toBe(decisionIdOf(['a', 'b']));
  });
});
