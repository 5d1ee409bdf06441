import { isMilestone } from '@throughline/domain';
import { assetEvents, PIPELINES } from '@throughline/contracts';
import type pg from 'pg';
import { openProjectionTables, type ProjectionTables } from '../../testing/projection-tables.js';
import { explainRows } from '../../testing/query-plans.js';

const OWNER = '01J00000000000000000000000';
const ITEM = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const OTHER = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12';
const LIMIT = 100;

const TYPES = Object.keys(assetEvents);
const STEPS = [
  null,
  'DOWNLOAD',
  'TRANSCRIBE',
  'PREVIEW',
  'finalize_document_storage',
  'deliver:library',
  'deliver:library/captions',
];
const DETAILS = [{}, { retryAt: '2026-01-01T00:00:00.000Z' }, { reason: 'disabled' }, { reason: 'no_engine' }];

/** Every combination once. */
const EVENTS = TYPES.flatMap((type) =>
  STEPS.flatMap((step) => DETAILS.flatMap((detail) => [false, true].map((imported) => ({ type, step, detail, imported })))),
);

describe('the milestones of a library', () => {
  let tables: ProjectionTables;
  let pool: pg.Pool;
  beforeEach(async () => {
    tables = await openProjectionTables();
    ({ pool } = tables);
    await pool.query(
      `insert into projection.asset
         (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state, personal, fold_version, state_hash)
       select id, owner, 'recording', 'READY', false, false, now(), now(), 1, 1, '{"steps": []}', '{}', 1, 'hash'
       from (values ($1::uuid, $2), ($3::uuid, 'another')) v (id, owner)`,
      [ITEM, OWNER, OTHER],
    );
  });
  afterEach(() => tables.close());

  const add = (events: readonly object[]) =>
    pool.query(
      `insert into projection.audit_log
         (position, event_index, asset_id, owner, commit_id, type, step, status_after, failed_after, message, detail, actor_kind, actor_id,
          occurred_at, recorded_at, imported)
       select (e ->> 'position')::bigint, (e ->> 'index')::int, (e ->> 'item')::uuid, $2, 'commit', e ->> 'type', e ->> 'step', 'READY', false,
         'Something', (e -> 'detail')::json, 'user', 'ann', now(), now(), (e ->> 'imported')::boolean
       from jsonb_array_elements($1::jsonb) e`,
      [JSON.stringify(events), OWNER],
    );

  it('are those of the domain, in SQL too', async () => {
    await add(EVENTS.map((event, at) => ({ ...event, position: Math.floor(at / 4) + 1, index: at % 4, item: ITEM })));
    const { rows } = explainRows(pool, PIPELINES);
    const found = await rows.milestones(OWNER, undefined, EVENTS.length);
    const expected = EVENTS.filter(isMilestone).reverse();
    expect(expected.length).toBeGreaterThan(100);
    expect(found.map(({ type, step, detail, imported }) => ({ type, step, detail, imported }))).toEqual(expected);
    const middle = found[50];
    const [position = '', index = ''] = middle?.id.split('.') ?? [];
    const rest = await rows.milestones(OWNER, { position, index: Number(index) }, 3);
    expect(rest).toEqual(found.slice(51, 54));
  });

  it('leave out items that are in another library now', async () => {
    const event = { type: 'AssetRegistered', step: null, detail: {}, imported: false };
    await add([ITEM, OTHER].map((item, at) => ({ ...event, position: at + 1, index: 0, item })));
    const found = await explainRows(pool, PIPELINES).rows.milestones(OWNER, undefined, LIMIT);
    expect(found.map(({ assetId }) => assetId)).toEqual([ITEM]);
  });

  it('are found without reading the events between them', async () => {
    await pool.query(
      `insert into projection.audit_log
         (position, event_index, asset_id, owner, commit_id, type, step, status_after, failed_after, message, detail, actor_kind, actor_id,
          occurred_at, recorded_at)
       select n, 0, $1, $2, 'commit', case when n % 500 = 0 then 'StepCompleted' else 'StepCheckpointed' end, 'TRANSCRIBE', 'PROCESSING',
         false, 'Something', '{}', 'service', 'processing', now(), now() from generate_series(1, 100000) n`,
      [ITEM, OWNER],
    );
    await pool.query('vacuum analyze projection.audit_log');
    const { rows, plans } = explainRows(pool, PIPELINES);
    const first = await rows.milestones(OWNER, undefined, LIMIT);
    expect(first).toHaveLength(LIMIT);
    const last = first.at(-1)?.id.split('.')[0] ?? '';
    expect(await rows.milestones(OWNER, { position: last, index: 0 }, LIMIT)).toHaveLength(LIMIT);
    for (const nodes of await plans()) {
      expect(nodes.map((node) => node['Index Name'])).toContain('audit_log_milestones_with_rules');
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort');
      const read = nodes.map((node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']);
      expect(Math.max(...read)).toBeLessThan(3 * LIMIT);
    }
  });
});
