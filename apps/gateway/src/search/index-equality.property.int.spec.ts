import { Readable } from 'node:stream';
import type { OpenedArtifact } from '@throughline/artifact-store';
import { newAssetId } from '@throughline/contracts';
import { aCommit, testDepth } from '@throughline/contracts/testing';
import { histories, type Journey } from '@throughline/domain/testing';
import { AssetCommands } from '@throughline/engine';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { renderTranscriptJson } from '@throughline/media';
import { createTestTables, freshCopy, until, type FreshDatabase } from '@throughline/stack/testing';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { aTranscript } from '../testing/transcribed.js';
import { migrateSearch, openSearchDatabase } from './indexing/database.js';
import type { IndexedItem, SearchIndex } from './search-index.js';
import { SearchIndexer } from './indexing/search-indexer.js';
import { PostgresSearchIndex } from './store/search-index.postgres.js';

const ACTS = ['append', 'append', 'append', 'round', 'kill', 'kill-between-items', 'refill'] as const;
interface Act {
  readonly act: (typeof ACTS)[number];
  readonly pick: number;
}
const acts: fc.Arbitrary<readonly Act[]> = fc.array(fc.record({ act: fc.constantFrom(...ACTS), pick: fc.nat(2) }), {
  minLength: 10,
  maxLength: 60,
  size: 'max',
});

/** The words of a file depend on its key, so each run of an item has words of its own. */
const openText = (key: string): Promise<OpenedArtifact> => {
  const words = key.replaceAll(/[^a-z]+/g, ' ').trim();
  const json = renderTranscriptJson(aTranscript({ segments: [{ id: 0, start: 0, end: 1.5, text: words, confidence: 0.7 }] }));
  return Promise.resolve({ stream: Readable.from([Buffer.from(json)]) } as unknown as OpenedArtifact);
};

/** Few texts, so that many items have nearly the same one. */
const TEXTS = [0, 1, 2].map((nr) =>
  Array.from(
    { length: 60 },
    (_, at) => `${'abcdefghij'[at % 10] ?? ''}${'klmnopqrst'[(at + nr) % 7] ?? ''}${String.fromCodePoint(97 + (at % 26))}word`,
  ).join(' '),
);

/** Fingerprints belong to documents only, so the items are indexed as such. Each revision has one of the texts. */
const asDocument = ({ entry, ...item }: IndexedItem): IndexedItem => {
  const text = TEXTS[Number(item.revision) % TEXTS.length] ?? '';
  return { ...item, entry: entry && { ...entry, kind: 'document', passages: [...entry.passages, { text, marks: [] }] } };
};

/** A process that can die: from then on it changes nothing any more. */
class MortalProcess {
  #isDead = false;
  #diesBetweenItems = false;
  readonly indexer: SearchIndexer;

  constructor(store: MemoryEventStore, index: SearchIndex) {
    const ports = new Proxy(index, {
      get: (target, name) => {
        if (this.#isDead) return () => Promise.reject(new Error('this process is dead'));
        if (name === 'replaceAll') return (items: readonly IndexedItem[]) => target.replaceAll(items.map(asDocument));
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    this.indexer = new SearchIndexer({
      index: ports,
      log: store,
      commands: new AssetCommands(store),
      artifacts: { open: openText },
      notePauseMs: 0,
      failpoint: () => {
        if (!this.#diesBetweenItems) return Promise.resolve();
        this.#isDead = true;
        return Promise.reject(new Error('killed'));
      },
      onProblem: () => undefined,
      onFailure: () => undefined,
    });
  }

  async die(isBetweenItems: boolean): Promise<void> {
    this.#diesBetweenItems = isBetweenItems;
    if (isBetweenItems) await this.indexer.round().catch(() => undefined);
    this.#isDead = true;
    // Ends its readers of the log. A dead process gives back no lease.
    await this.indexer.beforeApplicationShutdown().catch(() => undefined);
  }
}

describe('the search index', () => {
  const databases: FreshDatabase[] = [];
  let lived: DataSource;
  let anew: DataSource;
  beforeAll(async () => {
    for (const _ of ['lived', 'anew'])
      databases.push(
        await freshCopy('search', async (url) => {
          await createTestTables(url);
          await migrateSearch(url);
        }),
      );
    [lived, anew] = (await Promise.all(databases.map(({ url }) => openSearchDatabase(url)))) as [DataSource, DataSource];
  });
  afterAll(async () => {
    for (const database of [lived, anew]) await database.destroy();
    for (const database of databases) await database.drop();
  });

  const indexIn = (database: DataSource): PostgresSearchIndex => new PostgresSearchIndex(database, { warn: () => undefined });
  const passLease = (database: DataSource): Promise<unknown> =>
    database.query(`update search.state set lease_until = now() - interval '1 second'`);

  /** Indexes everything that is in the log. */
  async function finish(database: DataSource, store: MemoryEventStore, count: number): Promise<void> {
    const last = new MortalProcess(store, indexIn(database));
    await passLease(database);
    await until(async () => {
      await database.query('update search.pending set due_at = now()');
      await last.indexer.round();
      const [row] = await database.query<{ at: string | null }[]>('select max(position)::text as at from search.checkpoint');
      const { isBuilt, pendingItems, failedItems } = await indexIn(database).state();
      return isBuilt && pendingItems + failedItems === 0 && Number(row?.at ?? 0) >= count;
    });
    await last.indexer.beforeApplicationShutdown();
  }

  const rowsOf = async (database: DataSource) => ({
    items: await database.query('select * from search.item order by asset_id'),
    passages: await database.query('select * from search.passage order by asset_id, nr'),
    words: await database.query('select * from search.word order by library_id, word'),
    // The generation counts refills.
    fingerprints: await database.query<object[]>(
      `select to_jsonb(f) - 'generation' as row from search.fingerprint f order by asset_id`,
    ),
    similarTexts: await database.query<object[]>('select * from search.similar_text order by first_id, second_id'),
  });

  /** Appends the histories commit by commit, between rounds, refills and deaths of the process that indexes. */
  async function live(store: MemoryEventStore, journeys: readonly Journey[], list: readonly Act[]): Promise<void> {
    const ids = journeys.map(() => newAssetId());
    const waiting = journeys.map(({ commits }) => [...commits]);
    const append = async (nr: number): Promise<void> => {
      const [assetId, next] = [ids[nr], waiting[nr]?.shift()];
      if (assetId === undefined || next === undefined) return;
      const { events, ...envelope } = next.commit;
      await store.append(assetId, aCommit(events, envelope), await store.head(assetId));
    };
    let process = new MortalProcess(store, indexIn(lived));
    const replace = async (isBetweenItems: boolean): Promise<void> => {
      await process.die(isBetweenItems);
      await passLease(lived);
      process = new MortalProcess(store, indexIn(lived));
    };
    const ways: Readonly<Record<Act['act'], (pick: number) => Promise<void>>> = {
      append: async (pick) => {
        for (let count = 0; count <= 2; count += 1) await append(pick);
      },
      round: () => process.indexer.round(),
      refill: () => indexIn(lived).refill(),
      kill: () => replace(false),
      'kill-between-items': () => replace(true),
    };
    for (const { act, pick } of list) await ways[act](pick);
    for (const [nr, left] of waiting.entries()) while (left.length > 0) await append(nr);
    await process.die(false);
  }

  it('equals one that is built anew, after any history with kills, erasures and refills', async () => {
    const lives = fc.tuple(histories, histories, histories);
    let [fingerprints, pairs] = [0, 0];
    await fc.assert(
      fc.asyncProperty(lives, acts, async (journeys, list) => {
        const store = new MemoryEventStore({ partitions: 1 });
        for (const database of [lived, anew]) await indexIn(database).clear();
        await live(store, journeys, list);
        const count = journeys.reduce((sum, { commits }) => sum + commits.length, 0);
        for (const database of [lived, anew]) await finish(database, store, count);
        const rows = await rowsOf(lived);
        expect(rows).toEqual(await rowsOf(anew));
        fingerprints += rows.fingerprints.length;
        pairs += rows.similarTexts.length;
      }),
      { numRuns: testDepth.runs(20) },
    );
    // Otherwise this would prove nothing about them.
    expect(Math.min(fingerprints, pairs)).toBeGreaterThan(0);
  }, 120_000);
});
