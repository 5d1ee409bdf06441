import { newAssetId, newId } from '@throughline/contracts';
import { parsePosition, parseRevision } from '@throughline/event-store';
import { ulid } from 'ulid';
import { parseQuery } from '../search/query/parse-query.js';
import type { SearchEntry } from '../search/search-entry.js';
import type {
  IndexLease,
  NotedCommit,
  SearchHit,
  SearchIndex,
  SearchPage,
  SearchReader,
  SimilarWords,
} from '../search/search-index.js';

export interface SearchIndexHarness {
  readonly index: SearchIndex;
  readonly reader: SearchReader;
  /** Tells the index's status rows that the library has the item. */
  addItem(assetId: string, libraryId: string): Promise<void>;
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

const LEASE_MS = 60_000;
const VERSION = 1;

export const searchEntry = (libraryId: string, more: Partial<SearchEntry> = {}): SearchEntry => ({
  libraryId,
  kind: 'recording',
  title: undefined,
  sender: undefined,
  tags: [],
  people: [],
  registeredAt: '2026-02-05T10:00:00.000Z',
  at: '2026-02-05T10:00:00.000Z',
  language: 'simple',
  passages: [],
  ...more,
});

export function searchIndexContract(name: string, open: () => Promise<SearchIndexHarness>): void {
  describe(`${name} keeps the SearchIndex contract`, () => {
    let harness: SearchIndexHarness;
    let library: string;
    beforeAll(async () => {
      harness = await open();
      await harness.index.prepare();
    });
    afterAll(() => harness.close());
    beforeEach(() => {
      library = ulid();
    });

    const put = async (
      more: Partial<SearchEntry>,
      { id = newAssetId(), revision = '1', owner = library } = {},
    ): Promise<string> => {
      await harness.addItem(id, owner);
      await harness.index.replace(id, parseRevision(revision), searchEntry(owner, more));
      return id;
    };
    const search = (
      text: string,
      { limit = 20, after, similar = {} }: { limit?: number; after?: SearchPage['next']; similar?: SimilarWords } = {},
    ): Promise<SearchPage> => {
      const parsed = parseQuery(text);
      if ('faults' in parsed) throw new Error(parsed.faults.join());
      return harness.reader.search({ libraryId: library, query: parsed.query, similar, after, limit });
    };
    const find = async (text: string): Promise<readonly SearchHit[]> => (await search(text)).hits;
    const idsOf = async (text: string): Promise<readonly string[]> => (await find(text)).map(({ id }) => id);
    const says = (text: string): Partial<SearchEntry> => ({ passages: [{ text, marks: [{ offset: 0, startMs: 0 }] }] });

    it('finds items by title, tag, sender, name and text, and only those with every word', async () => {
      const id = await put({
        title: 'Spring plan',
        tags: ['Finance'],
        sender: 'ACME Corp',
        people: ['Zoë'],
        ...says('we talk about money'),
      });
      await put({ title: 'Spring' });
      for (const text of ['plan', 'FINANCE', 'acme', 'zoë', 'money', 'plan money', 'corp finance'])
        expect([text, await idsOf(text)]).toEqual([text, [id]]);
      expect(await idsOf('plan nothing')).toEqual([]);
    });

    it('finds phrases, beginnings of words, and leaves out excluded words', async () => {
      const [first, second] = [await put(says('the balance sheet of march')), await put(says('a sheet with the balance'))];
      expect(await idsOf('"balance sheet"')).toEqual([first]);
      expect([...(await idsOf('balan*'))].sort()).toEqual([first, second].sort());
      expect(await idsOf('balance -march')).toEqual([second]);
    });

    it('filters by kind, sender, tag, speaker and date, alone and with words', async () => {
      const [letter, talk] = [
        await put({ kind: 'document', sender: '100% Acme', tags: ['Invoice'], at: '2025-12-31T23:59:59.000Z', title: 'One' }),
        await put({ people: ['Ann Lee'], at: '2026-03-01T00:00:00.000Z', title: 'Two' }),
      ];
      const wanted: Readonly<Record<string, readonly string[]>> = {
        'kind:document': [letter],
        '-kind:document': [talk],
        'sender:"0% ac"': [letter],
        'sender:_': [],
        'tag:invoice': [letter],
        '-tag:invoice two': [talk],
        'speaker:ann': [talk],
        'after:2026-03': [talk],
        'before:2026': [letter],
        'after:2026 before:2026-03': [],
        'one in:title': [letter],
      };
      for (const [text, ids] of Object.entries(wanted)) expect([text, await idsOf(text)]).toEqual([text, ids]);
    });

    it('marks the words that it found, with the time of their sentence or their page', async () => {
      const marks = [
        { offset: 0, startMs: 1_000 },
        { offset: 13, startMs: 4_500, speaker: 'Ann' },
      ];
      const id = await put({ title: 'A budget', passages: [{ text: 'good morning. the budget is small', marks }] });
      const page = await put({
        kind: 'document',
        passages: [
          { text: 'first', page: 1, marks: [] },
          { text: 'the <b>budget</b>', page: 2, marks: [] },
        ],
      });
      const hits = new Map((await find('budget')).map((hit) => [hit.id, hit]));
      expect(hits.get(id)).toMatchObject({
        title: { text: 'A budget', ranges: [{ start: 2, length: 6 }] },
        passages: [{ ranges: [{ start: 18, length: 6 }], startMs: 4_500, speaker: 'Ann', page: undefined }],
        passageCount: 1,
      });
      expect(hits.get(page)?.passages).toMatchObject([{ page: 2, ranges: [{ start: 7, length: 6 }], startMs: undefined }]);
    });

    it.each(['weekly', 'kind:recording', 'weekly -daily'])('shows each item of %s once, page by page', async (text) => {
      const ids = new Set<string>();
      for (let day = 1; day <= 5; day += 1) ids.add(await put({ title: 'Weekly', at: `2026-02-0${String(day)}T10:00:00.000Z` }));
      const seen: string[] = [];
      let page = await search(text, { limit: 2 });
      seen.push(...page.hits.map(({ id }) => id));
      while (page.next !== undefined) {
        page = await search(text, { limit: 2, after: page.next });
        seen.push(...page.hits.map(({ id }) => id));
      }
      expect(seen).toHaveLength(5);
      expect(new Set(seen)).toEqual(ids);
    });

    it('shows nothing of another library, also after an item has moved', async () => {
      const other = ulid();
      const id = await put({ title: 'Secret' }, { owner: other });
      expect(await idsOf('secret')).toEqual([]);
      expect(await harness.reader.similar(library, ['secrets'])).toEqual({});
      await put({ title: 'Secret' }, { id, revision: '2' });
      expect(await idsOf('secret')).toEqual([id]);
      expect(await harness.reader.similar(other, ['secrets'])).toEqual({});
    });

    it('finds words of similar spelling, and searches them in place of the word', async () => {
      const id = await put({ title: 'Electricity bill' });
      const similar = await harness.reader.similar(library, ['electricty', 'zzzzz']);
      expect(similar).toEqual({ electricty: ['electricity'] });
      expect((await search('electricty bill', { similar })).hits.map((hit) => hit.id)).toEqual([id]);
    });

    it('replaces everything of an item, and takes no older revision', async () => {
      const id = await put({ title: 'Before', ...says('early words') }, { revision: '10' });
      await put({ title: 'After', ...says('later words') }, { id, revision: '11' });
      await put({ title: 'Stale', ...says('stale words') }, { id, revision: '9' });
      expect(await idsOf('words')).toEqual([id]);
      for (const text of ['before', 'early', 'stale']) expect(await idsOf(text)).toEqual([]);
      expect(await harness.reader.similar(library, ['earlyy', 'beforee'])).toEqual({});
    });

    it('replaces several items together as it replaces each alone', async () => {
      const [changed, later, gone] = [
        await put({ title: 'Before', ...says('early words') }, { revision: '10' }),
        await put({ title: 'Later', ...says('late words') }, { revision: '12' }),
        await put({ title: 'Gone', ...says('forgotten words') }, { revision: '10' }),
      ];
      const added = newAssetId();
      await harness.addItem(added, library);
      await harness.index.replaceAll([
        {
          assetId: changed,
          revision: parseRevision('11'),
          entry: searchEntry(library, { title: 'After', ...says('new words') }),
        },
        { assetId: later, revision: parseRevision('11'), entry: searchEntry(library, { title: 'Stale' }) },
        { assetId: gone, revision: parseRevision('11'), entry: undefined },
        { assetId: added, revision: parseRevision('11'), entry: searchEntry(library, says('half \ud83d words \u{1f389}')) },
      ]);
      expect([...(await idsOf('words'))].sort()).toEqual([changed, later, added].sort());
      for (const text of ['before', 'early', 'stale', 'gone', 'forgotten']) expect([text, await idsOf(text)]).toEqual([text, []]);
      expect(await harness.reader.similar(library, ['earlyy', 'beforee', 'forgoten'])).toEqual({});
      await expect(harness.index.replaceAll([])).resolves.toBeUndefined();
    });

    it('keeps nothing of an item without content, and never brings it back', async () => {
      const id = await put({ title: 'Gone', ...says('forgotten words') }, { revision: '10' });
      await harness.index.replace(id, parseRevision('11'), undefined);
      await put({ title: 'Gone', ...says('forgotten words') }, { id, revision: '10' });
      expect(await idsOf('gone')).toEqual([]);
      expect(await harness.reader.similar(library, ['forgoten'])).toEqual({});
    });

    describe('the lease', () => {
      let lease: IndexLease;
      const claim = (): Promise<IndexLease | undefined> =>
        harness.index.claim(
          newId()
            .replaceAll('-', '')
            .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
          LEASE_MS,
          VERSION,
        );
      const commit = (assetId: string, position: string): NotedCommit => ({
        assetId,
        position: parsePosition(position),
        storedAt: new Date().toISOString(),
        waitMs: 0,
      });
      const at = (position: string) => ({ partition: 3, incarnation: 'one', position: parsePosition(position), commitId: 'c' });
      beforeEach(async () => {
        await harness.index.clear();
        const claimed = await claim();
        if (claimed === undefined) throw new Error('it is not free');
        lease = claimed;
      });
      afterEach(() => harness.index.release(lease));

      it('belongs to one process, until it has expired', async () => {
        expect(await claim()).toBeUndefined();
        expect(await harness.index.renew(lease, LEASE_MS)).toBe(true);
        await harness.advance(LEASE_MS + 1_000);
        const next = await claim();
        expect(next).toBeDefined();
        expect(await harness.index.renew(lease, LEASE_MS)).toBe(false);
        expect(await harness.index.note(lease, [commit(newAssetId(), '5')], at('5'))).toBe(false);
        expect(await harness.index.checkpoints()).toEqual([]);
        lease = next ?? lease;
      });

      it('notes commits with their checkpoint, and counts them until they are shown', async () => {
        const id = newAssetId();
        await harness.index.note(lease, [commit(id, '5'), commit(id, '7')], at('7'));
        await harness.index.note(lease, [commit(newAssetId(), '6')], at('8'));
        expect(await harness.index.checkpoints()).toEqual([at('8')]);
        expect(await harness.index.due(10)).toMatchObject([{ position: '6' }, { assetId: id, position: '7', attempts: 0 }]);
        expect(await harness.index.state()).toMatchObject({
          pendingCommits: 3,
          pendingItems: 2,
          failedItems: 0,
          isRunning: true,
        });
        await harness.index.replace(id, parseRevision('6'), undefined);
        expect(await harness.index.due(10)).toHaveLength(2);
        await harness.index.replace(id, parseRevision('7'), undefined);
        expect(await harness.index.due(10)).toMatchObject([{ position: '6' }]);
      });

      it('makes an item due after its wait, or at once by a commit without one', async () => {
        const [waiting, other] = [newAssetId(), newAssetId()];
        const later = (id: string, position: string): NotedCommit => ({ ...commit(id, position), waitMs: 30_000 });
        await harness.index.note(lease, [later(waiting, '5'), later(other, '6')], at('6'));
        expect(await harness.index.due(10)).toEqual([]);
        await harness.index.note(lease, [commit(other, '7'), later(other, '8')], at('8'));
        expect(await harness.index.due(10)).toMatchObject([{ assetId: other, position: '8' }]);
        await harness.advance(30_001);
        expect((await harness.index.due(10)).map(({ assetId }) => assetId)).toEqual([other, waiting]);
      });

      it('makes items without a wait due before all that have waited, however many these are', async () => {
        const [imported, own] = [newAssetId(), newAssetId()];
        await harness.index.note(lease, [{ ...commit(imported, '5'), waitMs: 30_000 }], at('5'));
        await harness.advance(30_001);
        await harness.index.note(lease, [commit(own, '6')], at('6'));
        expect(await harness.index.due(1)).toMatchObject([{ assetId: own }]);
        expect(await harness.index.due(10)).toMatchObject([{ assetId: own }, { assetId: imported }]);
      });

      it('tries an item that failed again later, after the others', async () => {
        const [bad, good] = [newAssetId(), newAssetId()];
        await harness.index.note(lease, [commit(bad, '5'), commit(good, '6')], at('6'));
        await harness.index.fail(bad, { code: 'broken', retryMs: 30_000 });
        expect(await harness.index.due(10)).toMatchObject([{ assetId: good }]);
        expect(await harness.index.state()).toMatchObject({ pendingItems: 1, failedItems: 1 });
        await harness.advance(30_001);
        expect(await harness.index.due(10)).toMatchObject([{ assetId: good }, { assetId: bad, attempts: 1 }]);
      });

      it('indexes what it can of an item with a failure, and tries it again', async () => {
        const id = newAssetId();
        await harness.addItem(id, library);
        await harness.index.note(lease, [commit(id, '5')], at('5'));
        const failure = { code: 'text-missing', retryMs: 30_000 };
        await harness.index.replace(id, parseRevision('5'), searchEntry(library, { title: 'Half' }), failure);
        expect(await idsOf('half')).toEqual([id]);
        expect(await harness.index.state()).toMatchObject({ failedItems: 1 });
      });

      it('lets only those of several items wait that have failed or have changed again', async () => {
        const [shown, bad, changed] = [newAssetId(), newAssetId(), newAssetId()];
        await harness.index.note(lease, [commit(shown, '5'), commit(bad, '6'), commit(changed, '8')], at('8'));
        const entry = searchEntry(library);
        const failure = { code: 'text-missing', retryMs: 30_000 };
        await harness.index.replaceAll([
          { assetId: shown, revision: parseRevision('5'), entry },
          { assetId: bad, revision: parseRevision('6'), entry, failure },
          { assetId: changed, revision: parseRevision('7'), entry },
        ]);
        expect(await harness.index.due(10)).toMatchObject([{ assetId: changed, position: '8', attempts: 0 }]);
        expect(await harness.index.state()).toMatchObject({ pendingItems: 1, failedItems: 1 });
      });

      it('starts again from the start of the log when it is filled again, and keeps the entries', async () => {
        const id = await put({ title: 'Stays' });
        await harness.index.note(lease, [], at('5'));
        await harness.index.markBuilt(lease);
        expect((await harness.index.state()).isBuilt).toBe(true);
        await harness.index.refill();
        expect(await harness.index.checkpoints()).toEqual([]);
        expect((await harness.index.state()).isBuilt).toBe(false);
        expect(await harness.index.note(lease, [], at('6'))).toBe(false);
        expect(await harness.index.renew(lease, LEASE_MS)).toBe(false);
        expect(await idsOf('stays')).toEqual([id]);
        await harness.index.clear();
        expect(await idsOf('stays')).toEqual([]);
      });
    });
  });
}
