import { newAssetId } from '@throughline/contracts';
import { parseRevision } from '@throughline/event-store';
import { freshDatabase } from '@throughline/stack/testing';
import pg from 'pg';
import { ulid } from 'ulid';
import { openProjectedControl, type ProjectedControl } from '../testing/projection-tables.js';
import { searchEntry, searchIndexContract } from '../testing/search-index.contract.js';
import { describeIndexProblem } from './index-problem.js';
import { openSearchDatabase } from './indexing/database.js';
import { parseQuery } from './query/parse-query.js';
import { SearchIndexMissingError } from './search-index.js';
import { PostgresSearchIndex } from './store/search-index.postgres.js';
import { PostgresSearchReader } from './store/search-reader.postgres.js';

const addRow = async ({ pool }: ProjectedControl, assetId: string, libraryId: string): Promise<void> => {
  await pool.query('delete from projection.asset where asset_id = $1', [assetId]);
  await pool.query(
    `insert into projection.asset (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position,
       state, personal, fold_version, state_hash)
     values ($1, $2, 'recording', 'READY', false, false, now(), now(), 1, 1, '{}', '{}', 1, '')`,
    [assetId, libraryId],
  );
};
const open = (database: ProjectedControl) => ({
  index: new PostgresSearchIndex(database.control, { warn: () => undefined }),
  reader: new PostgresSearchReader(database.pool),
});

searchIndexContract('postgres', async () => {
  const database = await openProjectedControl();
  return {
    ...open(database),
    addItem: (assetId, libraryId) => addRow(database, assetId, libraryId),
    advance: async (ms) => {
      await database.pool.query(`update search.state set lease_until = lease_until - $1 * interval '1 ms'`, [ms]);
      await database.pool.query(`update search.pending set due_at = due_at - $1 * interval '1 ms'`, [ms]);
    },
    close: () => database.close(),
  };
});

describe('the search in PostgreSQL', () => {
  let database: ProjectedControl;
  let library: string;
  beforeAll(async () => {
    database = await openProjectedControl();
    await open(database).index.prepare();
  });
  afterAll(() => database.close());
  beforeEach(() => {
    library = ulid();
  });

  const put = async (more: Parameters<typeof searchEntry>[1], id = newAssetId()): Promise<string> => {
    await addRow(database, id, library);
    await open(database).index.replace(id, parseRevision('1'), searchEntry(library, more));
    return id;
  };
  const search = async (text: string) => {
    const parsed = parseQuery(text);
    if ('faults' in parsed) throw new Error(parsed.faults.join());
    return (
      await open(database).reader.search({ libraryId: library, query: parsed.query, similar: {}, after: undefined, limit: 50 })
    ).hits;
  };
  const idsOf = async (text: string): Promise<readonly string[]> => (await search(text)).map(({ id }) => id);
  const says = (text: string) => ({ passages: [{ text, marks: [{ offset: 0, startMs: 0 }] }] });

  it('finds forms of a word by the language of each item', async () => {
    const english = await put({ language: 'english', ...says('they were running through the budgets') });
    const german = await put({ language: 'german', ...says('die Häuser und ihre Verträge') });
    const russian = await put({ language: 'russian', ...says('обсуждение новых договоров') });
    expect(await idsOf('run budget')).toEqual([english]);
    expect(await idsOf('Haus Vertrag')).toEqual([german]);
    expect(await idsOf('договор')).toEqual([russian]);
    expect(await idsOf('budget -runs')).toEqual([]);
  });

  it('ignores words that the language leaves out, but finds them in titles', async () => {
    const id = await put({ language: 'english', title: 'The Who', ...says('a concert of the year') });
    expect(await idsOf('the concert')).toEqual([id]);
    expect(await idsOf('"the who"')).toEqual([id]);
    expect(await idsOf('the')).toEqual([id]);
  });

  it('names no word of the same stem as similar, in the languages of the library', async () => {
    const similar = (word: string) => open(database).reader.similar(library, [word]);
    await put({ language: 'english', ...says('i thank you for the electricity') });
    expect(await idsOf('thanks')).toHaveLength(1);
    expect(await similar('thanks')).toEqual({});
    expect(await similar('electricty')).toEqual({ electricty: ['electricity'] });
  });

  it('ranks an item with the word in its title before a newer one with it in its text', async () => {
    const title = await put({ language: 'english', title: 'Budget', at: '2020-01-01T00:00:00.000Z' });
    const text = await put({ language: 'english', ...says('one budget among many other things that were said') });
    expect(await idsOf('budget')).toEqual([title, text]);
  });

  it('hides an item at once that its status row shows as moved, deleted or erased', async () => {
    const id = await put({ title: 'Zebra' });
    const show = (sql: string) => database.pool.query(`update projection.asset set ${sql} where asset_id = $1`, [id]);
    for (const [hide, back] of [
      [`owner = 'another'`, `owner = '${library}'`],
      ['deleted_at = now()', 'deleted_at = null'],
      [`state = '{"erasedAt": "now"}'`, `state = '{}'`],
    ]) {
      await show(hide ?? '');
      expect([hide, await idsOf('zebra')]).toEqual([hide, []]);
      await show(back ?? '');
      expect(await idsOf('zebra')).toEqual([id]);
    }
  });

  it('keeps no word in any table of an item whose content is gone', async () => {
    const id = await put({
      title: 'Zanzibar',
      sender: 'Zanzibar Ltd',
      tags: ['zanzibar'],
      people: ['Zanzibar'],
      ...says('in zanzibar'),
    });
    await open(database).index.replace(id, parseRevision('2'), undefined);
    for (const table of ['item', 'passage', 'word', 'pending']) {
      const { rows } = await database.pool.query<object>(`select * from search.${table}`);
      expect(JSON.stringify(rows)).not.toMatch(/zanzibar/i);
    }
  });

  it('finds words of a text that is too long to keep their positions', async () => {
    const passages = Array.from({ length: 500 }, (_, nr) => ({
      text: `${'filler '.repeat(140)} unique${String(nr)}x`,
      page: nr + 1,
      marks: [],
    }));
    const id = await put({ kind: 'document', language: 'english', passages });
    expect(await search('unique321x')).toMatchObject([{ id, passages: [{ page: 322 }] }]);
  });

  it('works without pg_trgm, and says so', async () => {
    const fresh = await freshDatabase();
    const pool = new pg.Pool({ connectionString: fresh.url });
    const reader = new PostgresSearchReader(pool);
    try {
      await expect(reader.state()).rejects.toBeInstanceOf(SearchIndexMissingError);
      expect(await describeIndexProblem(reader)).toMatch(/start the setup and the search service/);
      await pool.query('create schema search');
      const control = await openSearchDatabase(fresh.url);
      expect(await new PostgresSearchIndex(control, { warn: () => undefined }).prepare()).toBe(false);
      await control.query(`update search.state set lease_until = now() + interval '1 minute'`);
      await control.destroy();
      expect(await reader.state()).toMatchObject({ findsSimilar: false, isRunning: true });
      expect(await describeIndexProblem(reader)).toMatch(/lacks the extension pg_trgm/);
      expect(await reader.similar(library, ['electricty'])).toEqual({});
    } finally {
      await pool.end();
      await fresh.drop();
    }
  });

  it('answers hostile words without an error', async () => {
    for (const text of [
      `it's`,
      'a\\b',
      `x'*`,
      'q & | ! ( ) <-> :*',
      '"\'"x',
      `'; drop table search.item; --`,
      '%',
      '"<1>" x',
      '🎉 party',
      'long'.repeat(120),
    ])
      await expect(idsOf(`${text} word`)).resolves.toEqual([]);
  });
});
