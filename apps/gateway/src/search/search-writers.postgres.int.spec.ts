import { newAssetId } from '@throughline/contracts';
import { parsePosition, parseRevision } from '@throughline/event-store';
import { ulid } from 'ulid';
import { openProjectedControl, type ProjectedControl } from '../testing/projection-tables.js';
import { searchEntry } from '../testing/search-index.contract.js';
import type { IndexedItem } from './search-index.js';
import { PostgresSearchIndex } from './store/search-index.postgres.js';

describe('several writers of the search index in PostgreSQL', () => {
  let database: ProjectedControl;
  let index: PostgresSearchIndex;
  let library: string;
  beforeAll(async () => {
    database = await openProjectedControl();
    index = new PostgresSearchIndex(database.control, { warn: () => undefined });
    await index.prepare();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    library = ulid();
    await index.clear();
  });

  const item = (assetId: string, revision: number, words: string | undefined): IndexedItem => ({
    assetId,
    revision: parseRevision(String(revision)),
    entry:
      words === undefined
        ? undefined
        : searchEntry(library, { title: words, passages: [{ text: words, marks: [{ offset: 0, startMs: 0 }] }] }),
  });
  const read = async (sql: string): Promise<readonly object[]> => (await database.pool.query<object>(sql)).rows;
  /** The counts of the words are those of the stored items, and passages belong to items with words. */
  const expectConsistent = async (): Promise<void> => {
    const counted = 'select library_id, word, items from search.word';
    const stored = `select library_id, word, count(*)::int as items from search.item, unnest(spellings) word group by 1, 2`;
    expect(await read(`(${counted} except ${stored}) union all (${stored} except ${counted})`)).toEqual([]);
    expect(await read('select from search.passage p join search.item i using (asset_id) where i.library_id is null')).toEqual([]);
  };

  it('leaves the newest revision of each item, with its words alone', async () => {
    const ids = Array.from({ length: 8 }, newAssetId);
    const rounds = Array.from({ length: 12 }, (_, round) => round);
    await Promise.all(
      rounds.map((round) => {
        const batch = ids.map((id) =>
          item(id, round + 1, round % 4 === 3 ? undefined : `common round${'abcdefghijkl'[round] ?? ''}x`),
        );
        return index.replaceAll(round % 2 === 0 ? batch : batch.reverse());
      }),
    );
    expect(await read('select distinct revision::int from search.item')).toEqual([{ revision: rounds.length }]);
    expect(await read('select from search.passage')).toEqual([]);
    expect(await read('select from search.word')).toEqual([]);
  });

  it('never keeps texts of an item that is erased while they are first written', async () => {
    for (let nth = 0; nth < 20; nth += 1) {
      const id = newAssetId();
      await Promise.all([
        index.replaceAll([item(id, 1, 'secret plan'), item(newAssetId(), 1, 'common words')]),
        index.replace(id, parseRevision('2'), undefined),
      ]);
      expect(await read(`select from search.passage where asset_id = '${id}'`)).toEqual([]);
      expect(await read(`select revision::int, words from search.item where asset_id = '${id}'`)).toEqual([
        { revision: 2, words: null },
      ]);
    }
    expect(await read(`select word from search.word order by word`)).toEqual([{ word: 'common' }, { word: 'words' }]);
    await expectConsistent();
  });

  it('counts the words of items that are written again, and keeps those that did not change', async () => {
    const [one, other] = [newAssetId(), newAssetId()];
    await index.replaceAll([item(one, 1, 'weekly budget'), item(other, 1, 'weekly report')]);
    await index.replaceAll([item(one, 2, 'weekly plan'), item(other, 2, 'weekly report')]);
    expect(await read('select word, items from search.word order by word')).toEqual([
      { word: 'plan', items: 1 },
      { word: 'report', items: 1 },
      { word: 'weekly', items: 2 },
    ]);
    await expectConsistent();
  });

  it('writes none of several items if one of them cannot be written', async () => {
    const bad = { ...item(newAssetId(), 1, undefined), entry: searchEntry(library, { language: 'klingon', title: 'Bad' }) };
    await expect(index.replaceAll([item(newAssetId(), 1, 'good'), bad])).rejects.toThrow('klingon');
    for (const table of ['item', 'passage', 'word']) expect(await read(`select from search.${table}`)).toEqual([]);
  });

  it('waits for no commit that is noted meanwhile', async () => {
    const ids = Array.from({ length: 20 }, newAssetId);
    const lease = await index.claim('00000000-0000-4000-8000-000000000001', 60_000, 1);
    if (lease === undefined) throw new Error('it is not free');
    const note = (position: number): Promise<boolean> =>
      index.note(
        lease,
        ids.map((assetId) => ({
          assetId,
          position: parsePosition(String(position)),
          storedAt: new Date().toISOString(),
          waitMs: 0,
        })),
        { partition: 0, incarnation: 'one', position: parsePosition(String(position)), commitId: undefined },
      );
    await note(1);
    for (let round = 2; round < 10; round += 1)
      await Promise.all([
        note(round),
        index.replaceAll(ids.map((id) => item(id, round, 'common')).reverse()),
        index.replaceAll(ids.map((id) => item(id, round, 'common'))),
      ]);
    await index.replaceAll(ids.map((id) => item(id, 10, 'common')));
    expect(await index.due(1)).toEqual([]);
    await index.release(lease);
    await expectConsistent();
  });
});
