import { PIPELINES } from '@throughline/contracts';
import { LIST_STATES, type ItemNoun } from '@throughline/domain';
import type pg from 'pg';
import { explainRows, type Plan } from '../../testing/query-plans.js';
import { openProjectionTables, type ProjectionTables } from '../../testing/projection-tables.js';
import { LIST_FILTERS, type ListFilter, type PageRequest, type SortColumn } from './rows.js';

const OWNER = '01J00000000000000000000000';
const MANY = 100_000;
const LIMIT = 50;

/** Rows that a node reads, whether it passes them on or not. */
const rowsRead = (plan: Plan): number => (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'];

describe('the list of all kinds, of a hundred thousand items', () => {
  let tables: ProjectionTables;
  let pool: pg.Pool;
  beforeAll(async () => {
    tables = await openProjectionTables();
    ({ pool } = tables);
    // The texts give the rows a realistic width. One of a hundred items is a document, one of a thousand has failed, one of a thousand has no
    // transcript and one a draft, and one of five hundred is quarantined.
    await pool.query(
      `insert into projection.asset
         (asset_id, owner, pipeline, status, failed, is_active, waiting_for, quarantined, title, created_at, updated_at, revision, position,
          state, personal, fold_version, state_hash)
       select gen_random_uuid(), $1, case when n % 100 = 7 then 'document' when n % 100 = 8 then 'session' else 'recording' end,
              case when n % 100 in (7, 8) then 'completed' else 'READY' end, n % 1000 = 1, n % 1000 = 2,
              case when n % 1000 = 2 then 'quota' end, n % 1000 in (4, 104), 'Talk ' || n, now() - n * interval '1 minute',
              now() - (n * 7919 % 100000) * interval '1 minute', n, n,
              case n % 1000
                when 3 then '{"steps": [{"step": "TRANSCRIBE", "phase": "skipped", "skipReason": "no_speech"}]}'::jsonb
                when 5 then '{"steps": [{"step": "TRANSCRIBE", "phase": "completed", "result": {"quality": "draft"}}]}'::jsonb
                else '{"steps": []}'::jsonb end, jsonb_build_object('description', repeat('x', 600)), 1, 'hash'
       from generate_series(1, $2::int) n`,
      [OWNER, MANY],
    );
    await pool.query('vacuum analyze projection.asset');
  }, 120_000);
  afterAll(() => tables.close());

  const listening = () => explainRows(pool, PIPELINES);
  const request = (column: SortColumn, list?: ListFilter, ...kinds: readonly ItemNoun[]): PageRequest => ({
    filter: { owner: OWNER, statuses: [], q: undefined, from: undefined, before: undefined, deleted: false, list, kinds },
    sort: { column, descending: true },
    after: undefined,
    limit: LIMIT,
    withTotal: false,
  });

  it.each<[string, PageRequest]>([
    ['all items', request('created_at')],
    ['the latest changes', request('updated_at')],
    ['documents', request('created_at', undefined, 'document')],
    ['ready documents', request('created_at', 'ready', 'document')],
    ['failed items', request('created_at', 'failed')],
    ['items that need attention', request('created_at', 'attention')],
    ['unreadable items', request('created_at', 'unreadable')],
    ['waiting items', request('created_at', 'waiting')],
    ['recordings without a transcript', request('created_at', 'no_transcript')],
    ['recordings with a draft', request('created_at', 'draft')],
  ])('reads about as many rows as a page has: %s', async (_, page) => {
    const { rows, plans } = listening();
    const first = await rows.page(page);
    expect(first.rows).toHaveLength(LIMIT);
    const second = await rows.page({ ...page, after: first.next });
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(2 * LIMIT);
    const used = (await plans()).flat();
    expect(used.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    expect(used.map((node) => node['Node Type'])).not.toContain('Sort');
    expect(Math.max(...used.map(rowsRead))).toBeLessThan(5 * LIMIT);
  });

  it('counts by state from indexes alone', async () => {
    const { rows, plans } = listening();
    const counts = await rows.countByFilter(request('created_at', 'failed').filter);
    expect(Object.fromEntries(counts)).toEqual({
      ready: 99_600,
      failed: 100,
      waiting: 100,
      unreadable: 200,
      attention: 300,
      no_transcript: 100,
      draft: 100,
    });
    const scans = (await plans())
      .flat()
      .map((node) => node['Node Type'])
      .filter((type) => type.includes('Scan'));
    expect(new Set(scans)).toEqual(new Set(['Index Only Scan']));
  });

  it('counts what a person has to do without reading other rows', async () => {
    const { rows, plans } = listening();
    expect(Object.fromEntries(await rows.countToDo(request('created_at').filter))).toEqual({ attention: 300 });
    expect(Math.max(...(await plans()).flat().map(rowsRead))).toBeLessThanOrEqual(300);
  });

  it('filters by every state that the domain knows', async () => {
    const { rows } = listening();
    for (const list of LIST_STATES)
      expect((await rows.page({ ...request('created_at', list), limit: 1 })).rows.length).toBeLessThanOrEqual(1);
  });

  it('counts the items that it lists', async () => {
    const { rows } = listening();
    const { filter } = request('created_at');
    const counts = await rows.countByFilter(filter);
    for (const list of LIST_FILTERS) {
      const ids = await rows.idsOf({ ...filter, list, deleted: list === 'deleted' }, MANY);
      expect([list, ids.length]).toEqual([list, counts.get(list) ?? 0]);
    }
  });
});
