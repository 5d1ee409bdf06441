import { newAssetId } from '@throughline/contracts';
import { parseRevision } from '@throughline/event-store';
import { ulid } from 'ulid';
import { openProjectedControl, type ProjectedControl } from '../testing/projection-tables.js';
import { searchEntry } from '../testing/search-index.contract.js';
import type { SearchEntry } from './search-entry.js';
import type { IndexedItem } from './search-index.js';
import { PostgresSearchIndex } from './store/search-index.postgres.js';

/** Words that no other text has. */
const textOf = (name: string, count = 80): string => Array.from({ length: count }, (_, at) => `${name}${letters(at)}`).join(' ');
const letters = (at: number): string => String.fromCodePoint(97 + Math.floor(at / 26), 97 + (at % 26));
/** Another scan, with some wrong words. */
const misread = (text: string): string => text.replace(/^(\S)\S* (\S)\S* /u, '$1xq $2yq ');

describe('nearly the same texts in PostgreSQL', () => {
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

  const documentOf = (text: string, more: Partial<SearchEntry> = {}): SearchEntry =>
    searchEntry(library, { kind: 'document', passages: [{ text, page: 1, marks: [] }], ...more });
  const itemOf = (assetId: string, entry: SearchEntry | undefined, revision = 1): IndexedItem => ({
    assetId,
    revision: parseRevision(String(revision)),
    entry,
  });
  const ids = (count: number): readonly string[] => Array.from({ length: count }, newAssetId).sort();
  const put = async (assetId: string, entry: SearchEntry | undefined, revision = 1): Promise<void> =>
    index.replaceAll([itemOf(assetId, entry, revision)]);
  const pairs = async (): Promise<readonly (readonly [string, string])[]> =>
    (
      await database.pool.query<{ first_id: string; second_id: string }>(
        'select first_id, second_id from search.similar_text order by first_id, second_id',
      )
    ).rows.map(({ first_id, second_id }) => [first_id, second_id] as const);
  const countOf = async (table: string): Promise<number> =>
    (await database.pool.query<{ count: number }>(`select count(*)::int from search.${table}`)).rows[0]?.count ?? -1;

  it('pairs another scan of a text, written together or later, and no other text', async () => {
    const [a = '', b = '', c = '', d = ''] = ids(4);
    await index.replaceAll([itemOf(b, documentOf(misread(textOf('letter')))), itemOf(a, documentOf(textOf('letter')))]);
    await put(d, documentOf(textOf('other')));
    await put(c, documentOf(textOf('letter').toUpperCase()));
    expect(await pairs()).toEqual([
      [a, b],
      [a, c],
      [b, c],
    ]);
    const { rows } = await database.pool.query<{ likeness: number }>(
      'select likeness from search.similar_text order by likeness',
    );
    expect(rows.at(-1)).toEqual({ likeness: 100 });
    expect(rows[0]?.likeness).toBeGreaterThan(85);
    expect(rows[0]?.likeness).toBeLessThan(100);
  });

  it('never pairs documents of two libraries, short texts, or recordings', async () => {
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = ids(6);
    await put(a, documentOf(textOf('letter')));
    await put(b, { ...documentOf(textOf('letter')), libraryId: ulid() });
    await index.replaceAll([itemOf(c, documentOf(textOf('short', 20))), itemOf(d, documentOf(textOf('short', 20)))]);
    const said = { passages: [{ text: textOf('said'), marks: [{ offset: 0, startMs: 0 }] }] };
    await index.replaceAll([itemOf(e, searchEntry(library, said)), itemOf(f, searchEntry(library, said))]);
    expect(await pairs()).toEqual([]);
    expect(await countOf('fingerprint')).toBe(2);
  });

  it('never pairs documents of two libraries, even if their fingerprints are equal', async () => {
    const [stranger = '', ...copies] = ids(8);
    await put(stranger, { ...documentOf(textOf('letter')), libraryId: ulid() });
    await index.replaceAll(copies.map((id) => itemOf(id, documentOf(textOf('letter')))));
    await database.pool.query(
      `update search.fingerprint f set key = c.key, bands = c.bands, letters = c.letters, numbers = c.numbers
       from search.fingerprint c where f.asset_id = $1 and c.asset_id = $2`,
      [stranger, copies[0]],
    );
    for (const id of copies) await put(id, undefined, 2);
    for (const id of copies) await put(id, documentOf(textOf('letter')), 3);
    const found = await pairs();
    expect(found).not.toHaveLength(0);
    expect(found.flat()).not.toContain(stranger);
  });

  it('compares the found amounts and numbers of texts without a date', async () => {
    const [a = '', b = '', c = ''] = ids(3);
    const facts = { date: undefined, amount: '10.00 EUR', number: 'a1' };
    for (const more of [{ amount: '12.00 EUR' }, { number: 'a2' }]) {
      await index.clear();
      await put(a, documentOf(textOf('invoice'), { facts }));
      await put(b, documentOf(textOf('invoice'), { facts: { ...facts, ...more } }));
      await put(c, documentOf(textOf('invoice'), { facts }));
      expect(await pairs()).toEqual([[a, c]]);
    }
  });

  it('puts the older document of a pair first, whatever the order of ids and of writing', async () => {
    const [late = '', early = '', middle = ''] = ids(3);
    const at = (day: number): Partial<SearchEntry> => ({ registeredAt: `2026-01-0${String(day)}T00:00:00.000Z` });
    await put(middle, documentOf(textOf('letter'), at(2)));
    await put(late, documentOf(textOf('letter'), at(3)));
    await put(early, documentOf(misread(textOf('letter')), at(1)));
    const found = await pairs();
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        [early, middle],
        [early, late],
        [middle, late],
      ]),
    );
  });

  it('tells invoices of one form apart by their date, amount or number, and finds them after a correction', async () => {
    const [a = '', b = '', c = ''] = ids(3);
    const facts = { date: '2026-01-01', amount: '10.00 EUR', number: undefined };
    await put(a, documentOf(textOf('invoice'), { facts }));
    await put(b, documentOf(textOf('invoice'), { facts: { ...facts, date: '2026-02-01' } }));
    await put(c, documentOf(textOf('invoice'), { facts: { ...facts, date: undefined } }));
    expect(await pairs()).toEqual([
      [a, c],
      [b, c],
    ]);
    await put(b, documentOf(textOf('invoice'), { facts }), 2);
    expect(await pairs()).toHaveLength(3);
    await put(b, documentOf(`${textOf('invoice')} ${Array.from({ length: 20 }, (_, at) => 100 + at).join(' ')}`, { facts }), 3);
    expect(await pairs()).toEqual([[a, c]]);
  });

  it('keeps nothing of an item that has changed, has moved or has no content any more', async () => {
    const [a = '', b = ''] = ids(2);
    await put(a, documentOf(textOf('letter')));
    for (const [nr, entry] of [
      documentOf(textOf('other')),
      { ...documentOf(textOf('letter')), libraryId: ulid() },
      documentOf('nothing'),
      undefined,
    ].entries()) {
      await put(b, documentOf(textOf('letter')), nr * 2 + 1);
      expect(await pairs()).toEqual([[a, b]]);
      await put(b, entry, nr * 2 + 2);
      expect(await pairs()).toEqual([]);
    }
    expect(await countOf('fingerprint')).toBe(1);
    await index.clear();
    expect(await countOf('fingerprint')).toBe(0);
  });

  it('writes no fingerprint again that has not changed', async () => {
    const [a = '', b = ''] = ids(2);
    await index.replaceAll([a, b].map((id) => itemOf(id, documentOf(textOf('letter')))));
    const read = async () => (await database.pool.query<object>('select xmin, * from search.fingerprint order by asset_id')).rows;
    const before = await read();
    await index.replaceAll([a, b].map((id) => itemOf(id, documentOf(textOf('letter'), { tags: ['new'] }), 2)));
    expect(await read()).toEqual(before);
    expect(await pairs()).toEqual([[a, b]]);
  });

  it('compares unchanged texts again when the index is filled again', async () => {
    const [a = '', b = ''] = ids(2);
    await index.replaceAll([a, b].map((id) => itemOf(id, documentOf(textOf('letter')))));
    // Another rule may have decided.
    await database.pool.query('delete from search.similar_text');
    await put(b, documentOf(textOf('letter')), 2);
    expect(await pairs()).toEqual([]);
    await index.refill();
    await put(b, documentOf(textOf('letter')), 2);
    expect(await pairs()).toEqual([[a, b]]);
  });

  it('finds all pairs of items that several writers write at the same time', async () => {
    const all = ids(6);
    await Promise.all(all.map((id) => put(id, documentOf(textOf('letter')))));
    expect(await pairs()).toHaveLength((6 * 5) / 2);
  });

  it('pairs each of many copies with the oldest ones only', async () => {
    const all = ids(60);
    await index.replaceAll(all.map((id) => itemOf(id, documentOf(textOf('form')))));
    const found = await pairs();
    expect(found.length).toBeLessThanOrEqual(60 * 5);
    const [oldest = ''] = all;
    expect(found.filter(([first]) => first === oldest)).toHaveLength(59);
  });

  it('pairs many copies with an older scan that was misread', async () => {
    const [scan = '', ...copies] = ids(21);
    await put(scan, documentOf(misread(textOf('form'))));
    for (const part of [copies.slice(0, 8), copies.slice(8, 9), copies.slice(9)])
      await index.replaceAll(part.map((id) => itemOf(id, documentOf(textOf('form')))));
    const found = await pairs();
    expect(found.filter(([first]) => first === scan)).toHaveLength(20);
    const likeness = await database.pool.query<{ count: number }>(
      'select count(distinct likeness)::int from search.similar_text where first_id = $1',
      [scan],
    );
    expect(likeness.rows).toEqual([{ count: 1 }]);
  });
});
