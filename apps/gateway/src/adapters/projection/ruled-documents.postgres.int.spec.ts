import { randomUUID } from 'node:crypto';
import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import { openProjectedControl, type ProjectedControl } from '../../testing/projection-tables.js';
import { explainQueries } from '../../testing/query-plans.js';
import type { DocumentSender } from './ruled-documents.js';
import { PostgresRuledDocuments } from './ruled-documents.postgres.js';

const personal = { steps: { extract_metadata_with_gpt: { details: { sender: 'ACME', date: '2025-12-31' } } }, tags: ['bill'] };
const MANY = 2_000;
const NOW = '2026-01-01T00:00:00.000Z';
const corrected = (field: string) => ({ fieldCorrections: [{ field, by: 'anna', at: NOW }] });

describe('the corrected documents of a library in PostgreSQL', () => {
  let db: ProjectedControl;
  beforeAll(async () => {
    db = await openProjectedControl();
  });
  afterAll(() => db.close());

  const insert = async (owner: string, state: object, more: object = {}, { id = newId(), at = NOW } = {}): Promise<string> => {
    await db.pool.query(
      `insert into projection.asset
         (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state, personal,
          fold_version, state_hash)
       values ($1, $2, 'document', 'READY', false, false, $5, now(), 1, 1, $3, $4, 1, 'hash')`,
      [id, owner, JSON.stringify(state), JSON.stringify({ ...personal, ...more }), at],
    );
    return id;
  };

  it('are those whose fields or tags people have set', async () => {
    const owner = ulid();
    await insert(owner, {});
    const tagged = await insert(owner, {}, { hasOwnTags: true });
    const typed = await insert(owner, corrected('type'), { fields: { type: 'invoice' } });
    const dated = await insert(owner, corrected('date'), { fields: { date: '2026-02-03' } });
    const shared = { title: undefined, sender: 'ACME', date: '2025-12-31', registeredAt: NOW };
    await insert(ulid(), {}, { hasOwnTags: true });
    const found = await new PostgresRuledDocuments(db.pool).corrected(owner);
    expect(new Map(found.map((one) => [one.id, one]))).toEqual(
      new Map([
        [typed, { ...shared, id: typed, type: 'invoice' }],
        [tagged, { ...shared, id: tagged, tags: ['bill'] }],
        [dated, { ...shared, id: dated, date: '2026-02-03' }],
      ]),
    );
  });

  it('are listed as the list of documents has them, newest first, whatever their ids are', async () => {
    const owner = ulid();
    // The ids of documents from other services are random.
    const ids = Array.from({ length: 12 }, () => randomUUID());
    // Two documents each were registered at once, in different microseconds.
    const at = (nth: number): string => `2026-01-01T00:00:00.00000${String(Math.floor(nth / 2))}Z`;
    for (const [nth, id] of ids.entries()) await insert(owner, {}, {}, { id, at: at(nth) });
    const newest = ids.map((id, nth) => [at(nth), id] as const).sort((one, other) => (one.join() < other.join() ? 1 : -1));
    const store = new PostgresRuledDocuments(db.pool);
    const found: DocumentSender[] = [];
    for (let before: DocumentSender | undefined; found.length < ids.length; before = found.at(-1))
      found.push(...(await store.listSenders(owner, { before, limit: 5 })));
    expect(found.map(({ createdAt, id }) => [createdAt, id])).toEqual(newest);
    expect(await store.listSenders(owner, { before: found.at(-1), limit: 5 })).toEqual([]);
  });

  it('are found by the index of the list, and no others are read', async () => {
    const owner = ulid();
    for (const each of [owner, ulid()])
      await db.pool.query(
        `insert into projection.asset
           (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state, personal,
            fold_version, state_hash)
         select gen_random_uuid(), $1, case when n % 2 = 0 then 'document' else 'recording' end, 'READY', false, false,
           now() - n * interval '1 minute', now(), 1, 1, '{}', '{}', 1, 'hash' from generate_series(1, $2::int) n`,
        [each, MANY],
      );
    await db.pool.query('analyze projection.asset');
    const { pool, plans } = explainQueries(db.pool);
    const store = new PostgresRuledDocuments(pool);
    const first = await store.listSenders(owner, { before: undefined, limit: 100 });
    await store.listSenders(owner, { before: first.at(-1), limit: 100 });
    for (const nodes of await plans()) {
      const reads = nodes.filter((node) => node['Relation Name'] === 'asset');
      expect(reads.map((node) => [node['Index Name'], node['Actual Rows'], node['Rows Removed by Filter'] ?? 0])).toEqual([
        ['asset_listed_by_kind', 100, 0],
      ]);
    }
  });

  it('have senders of people before the found ones', async () => {
    const owner = ulid();
    const found = await insert(owner, {});
    const own = await insert(owner, corrected('sender'), { fields: { sender: 'Bolt' } });
    const cleared = await insert(owner, corrected('sender'), { fields: { sender: null } });
    // The correction of an earlier file.
    const other = await insert(owner, {}, { fields: { sender: 'Bolt' } });
    await insert(ulid(), {});
    const all = await new PostgresRuledDocuments(db.pool).listSenders(owner, { before: undefined, limit: 9 });
    expect(new Map(all.map(({ id, sender }) => [id, sender]))).toEqual(
      new Map([
        [found, 'ACME'],
        [own, 'Bolt'],
        [cleared, undefined],
        [other, 'ACME'],
      ]),
    );
    expect(all.every(({ isRead }) => isRead)).toBe(true);
  });

  it('have the sender of their earlier result while they are read again, unless it does not apply any more', async () => {
    const owner = ulid();
    const steps = { extract_metadata_with_gpt: { earlierDetails: { findings: { sender: { value: 'ACME' } } } } };
    const again = await insert(owner, { earlier: [{ step: 'extract_metadata_with_gpt', artifacts: [] }] }, { steps });
    const replaced = await insert(owner, { earlier: [{ step: 'extract_text', artifacts: [] }] }, { steps });
    const unread = await insert(owner, {}, { steps: {} });
    const found = await new PostgresRuledDocuments(db.pool).listSenders(owner, { before: undefined, limit: 9 });
    expect(new Map(found.map(({ id, sender, isRead }) => [id, [sender, isRead]]))).toEqual(
      new Map([
        [again, ['ACME', false]],
        [replaced, [undefined, false]],
        [unread, [undefined, false]],
      ]),
    );
  });

  it('have what people and rules have given them', async () => {
    const owner = ulid();
    const rules = [{ key: 'k', name: 'Bills', tags: ['bill'], type: 'invoice' }];
    const state = { fieldCorrections: [{ field: 'type' }] };
    const steps = { extract_metadata_with_gpt: { details: { sender: 'ACME', rules } } };
    await insert(owner, state, { steps, fields: { type: null, date: null }, hasOwnTags: true });
    const [one] = await new PostgresRuledDocuments(db.pool).listSenders(owner, { before: undefined, limit: 9 });
    expect(one?.personal).toMatchObject({
      ...{ fields: { type: null }, tags: ['bill'], hasOwnTags: true },
      steps: { extract_metadata_with_gpt: { details: { rules } } },
    });
    expect(one?.personal.fields).not.toHaveProperty('date');
  });
});
