import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import { openProjectedControl, type ProjectedControl } from '../../testing/projection-tables.js';
import { PostgresRuledDocuments } from './ruled-documents.postgres.js';

const personal = { steps: { extract_metadata_with_gpt: { details: { sender: 'ACME' } } }, tags: ['bill'] };
const corrected = (field: string) => ({ fieldCorrections: [{ field, by: 'anna', at: '2026-01-01T00:00:00.000Z' }] });

describe('the corrected documents of a library in PostgreSQL', () => {
  let db: ProjectedControl;
  beforeAll(async () => {
    db = await openProjectedControl();
  });
  afterAll(() => db.close());

  const insert = async (owner: string, state: object, more: object = {}): Promise<string> => {
    const id = newId();
    await db.pool.query(
      `insert into projection.asset
         (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state, personal,
          fold_version, state_hash)
       values ($1, $2, 'document', 'READY', false, false, now(), now(), 1, 1, $3, $4, 1, 'hash')`,
      [id, owner, JSON.stringify(state), JSON.stringify({ ...personal, ...more })],
    );
    return id;
  };

  it('are those whose fields or tags people have set', async () => {
    const owner = ulid();
    await insert(owner, {});
    const tagged = await insert(owner, {}, { hasOwnTags: true });
    const typed = await insert(owner, corrected('type'), { fields: { type: 'invoice' } });
    await insert(ulid(), {}, { hasOwnTags: true });
    const found = await new PostgresRuledDocuments(db.pool).corrected(owner);
    expect(new Map(found.map((one) => [one.id, one]))).toEqual(
      new Map([
        [typed, { id: typed, title: undefined, sender: 'ACME', type: 'invoice' }],
        [tagged, { id: tagged, title: undefined, sender: 'ACME', tags: ['bill'] }],
      ]),
    );
  });

  it('have senders of people before the found ones, page by page, newest first', async () => {
    const owner = ulid();
    const found = await insert(owner, {});
    const own = await insert(owner, corrected('sender'), { fields: { sender: 'Bolt' } });
    const cleared = await insert(owner, corrected('sender'), { fields: { sender: null } });
    // The correction of an earlier file.
    const other = await insert(owner, {}, { fields: { sender: 'Bolt' } });
    await insert(ulid(), {});
    const store = new PostgresRuledDocuments(db.pool);
    const first = await store.listSenders(owner, { before: undefined, limit: 3 });
    const second = await store.listSenders(owner, { before: first.at(-1)?.id, limit: 3 });
    expect([first.length, second.length]).toEqual([3, 1]);
    const all = [...first, ...second];
    expect(all.map(({ id }) => id)).toEqual([found, own, cleared, other].sort().reverse());
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
