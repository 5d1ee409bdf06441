import { newAssetId } from '@throughline/contracts';
import { aCommit } from '@throughline/contracts/testing';
import { Journey, aConfig } from '@throughline/domain/testing';
import { AssetCommands } from '@throughline/engine';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { until } from '@throughline/stack/testing';
import { MemorySearchIndex } from '../../testing/memory-search-index.js';
import { SearchIndexer } from './search-indexer.js';

const NEVER_MS = 2 ** 31 - 1;

const aRun = (): Journey => {
  const journey = new Journey(newAssetId()).register();
  journey.run(aConfig(['library']));
  return journey;
};

describe('the search indexer', () => {
  let store: MemoryEventStore;
  let index: MemorySearchIndex;
  let indexer: SearchIndexer;
  let failed: string[];
  /** Commits that the indexer was given. */
  let delivered: number;
  const start = (notePauseMs: number): Promise<void> => {
    store = new MemoryEventStore({ partitions: 1 });
    index = new MemorySearchIndex(() => Date.parse('2026-11-01T00:00:00.000Z'));
    delivered = 0;
    failed = [];
    indexer = new SearchIndexer({
      index,
      log: {
        partitions: 1,
        incarnation: () => store.incarnation(),
        commitIdAt: (position) => store.commitIdAt(position),
        subscribe: (options) =>
          store.subscribe({
            ...options,
            onCommits: (batch) => {
              delivered += batch.length;
              return options.onCommits(batch);
            },
          }),
      },
      commands: new AssetCommands(store),
      artifacts: { open: () => Promise.reject(new Error('there are no files')) },
      notePauseMs,
      failpoint: () => Promise.resolve(),
      onProblem: (error) => {
        throw error;
      },
      onFailure: (assetId) => failed.push(assetId),
    });
    return indexer.round();
  };
  const add = async ({ assetId, commits }: Journey): Promise<void> => {
    let revision = await store.head(assetId);
    for (const {
      commit: { events, ...envelope },
    } of commits)
      ({ revision } = await store.append(assetId, aCommit(events, envelope), revision));
  };
  const noted = async (): Promise<number> => (await index.state()).pendingCommits;

  it('notes commits together that arrive soon after each other', async () => {
    await start(NEVER_MS);
    const [first, second] = [aRun(), aRun()];
    await add(first);
    await until(async () => (await noted()) > 0);
    const before = await noted();
    await add(second);
    await until(() => delivered > before);
    expect(await noted()).toBe(before);
    await indexer.beforeApplicationShutdown();
    expect(await noted()).toBe(delivered);
  });

  it('notes commits soon after the clock of the machine was set back', async () => {
    const [now, clock] = [Date.now.bind(Date), jest.spyOn(Date, 'now')];
    try {
      await start(1);
      const [first, second] = [aRun(), aRun()];
      await add(first);
      await until(async () => (await noted()) === first.commits.length);
      clock.mockImplementation(() => now() - 3_600_000);
      await add(second);
      await until(async () => (await noted()) > first.commits.length);
      expect(delivered).toBeGreaterThan(first.commits.length);
    } finally {
      clock.mockRestore();
      await indexer.beforeApplicationShutdown();
    }
  });

  it('lets imported items wait, and no others', async () => {
    await start(0);
    const [own, other] = [aRun(), aRun()];
    const imported = new Journey(newAssetId()).importFrom(other);
    await add(imported);
    await add(own);
    await until(async () => (await noted()) === own.commits.length + imported.commits.length);
    expect((await index.due(10)).map(({ assetId }) => assetId)).toEqual([own.assetId]);
    await indexer.beforeApplicationShutdown();
  });

  it('indexes all items together, and lets one that cannot be written wait alone', async () => {
    await start(0);
    const runs = Array.from({ length: 9 }, aRun);
    for (const run of runs) await add(run);
    const expected = runs.reduce((sum, { commits }) => sum + commits.length, 0);
    await until(async () => (await noted()) === expected);
    const bad = runs[4]?.assetId ?? '';
    const replaceAll = index.replaceAll.bind(index);
    const written: number[] = [];
    jest.spyOn(index, 'replaceAll').mockImplementation((items) => {
      written.push(items.length);
      return items.some(({ assetId }) => assetId === bad) ? Promise.reject(new Error('impossible')) : replaceAll(items);
    });
    await indexer.round();
    expect(written[0]).toBe(runs.length);
    expect(await index.state()).toMatchObject({ pendingItems: 0, failedItems: 1 });
    expect(failed).toEqual([bad]);
    await indexer.beforeApplicationShutdown();
  });
});
