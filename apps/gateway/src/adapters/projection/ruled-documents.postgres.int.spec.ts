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
});
