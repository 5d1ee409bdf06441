import { newAssetId, partitionOf } from '@throughline/contracts';
import { isPoison, type PoisonMessage, type StoredCommit } from '../event-store.js';
import { NO_REVISION, type Position } from '../order/order.js';
import { appendAll, assetsIn, commitOf, started } from './commits.js';
import { waitUntil, type EventStoreHarness, type OpenHarness } from './harness.js';

interface Subscription {
  readonly seen: (StoredCommit | PoisonMessage)[];
  readonly caughtUp: () => number;
  readonly stop: () => Promise<void>;
}
const idOf = (item: StoredCommit | PoisonMessage): string => (isPoison(item) ? 'poison' : item.commit.id);

export function readingContract(open: OpenHarness): void {
  let harness: EventStoreHarness;
  beforeAll(async () => {
    harness = await open();
  });
  afterAll(() => harness.close());

  const subscribe = (partition: number, after?: Position): Subscription => {
    const seen: (StoredCommit | PoisonMessage)[] = [];
    const stopping = new AbortController();
    let caughtUp = 0;
    const ended = harness.store.subscribe({
      partition,
      after,
      onCommits: (batch) => {
        seen.push(...batch);
        return Promise.resolve();
      },
      onCaughtUp: () => {
        caughtUp += 1;
      },
      signal: stopping.signal,
    });
    const stop = (): Promise<void> => {
      stopping.abort();
      return ended;
    };
    return { seen, caughtUp: () => caughtUp, stop };
  };

  it('delivers every stored and new commit of one partition in order, and none of the others', async () => {
    const assets = assetsIn(0, harness.store.partitions, 3);
    const foreign = assetsIn(1, harness.store.partitions, 1);
    const { last: before } = await harness.store.incarnation();
    const write = async (): Promise<void> => {
      for (const assetId of [...assets, ...foreign])
        await harness.store.append(assetId, commitOf(started()), await harness.store.head(assetId));
    };
    await write();
    await write();
    const { seen, caughtUp, stop } = subscribe(0, before);
    await waitUntil(() => caughtUp() === 1, 'it has caught up');
    expect(new Set(seen.map(({ assetId }) => assetId))).toEqual(new Set(assets));
    await write();
    const all = await Promise.all(assets.map((assetId) => harness.store.load(assetId)));
    const expected = all.flatMap(({ commits }) => commits).sort((a, b) => Number(a.position) - Number(b.position));
    await waitUntil(() => seen.length >= expected.length, 'the new commits have come');
    await stop();
    expect(seen).toEqual(expected);
    expect(caughtUp()).toBe(1);
  });

  it('tells the time by the clock of its commits', async () => {
    const [assetId = ''] = assetsIn(0, harness.store.partitions, 1);
    await harness.store.append(assetId, commitOf(started()), NO_REVISION);
    const { now } = await harness.store.incarnation();
    await harness.store.append(assetId, commitOf(started()), await harness.store.head(assetId));
    const [before, after] = (await harness.store.load(assetId)).commits.map(({ storedAt }) => Date.parse(storedAt));
    // The broker stamps commits with microseconds, and answers with milliseconds.
    expect(Date.parse(now)).toBeGreaterThanOrEqual((before ?? Infinity) - 1);
    expect(Date.parse(now)).toBeLessThanOrEqual((after ?? -Infinity) + 1);
  });

  it('continues after a position without a gap or a repeat', async () => {
    const [assetId = ''] = assetsIn(1, harness.store.partitions, 1);
    await appendAll(
      harness.store,
      assetId,
      Array.from({ length: 6 }, () => commitOf(started())),
    );
    const { commits } = await harness.store.load(assetId);
    const { seen, stop } = subscribe(1, commits[2]?.position);
    await waitUntil(() => seen.length >= 3, 'the rest has come');
    await stop();
    expect(seen.map(idOf)).toEqual(commits.slice(3).map(idOf));
  });

  it('reports at once that it has caught up if nothing is stored', async () => {
    const { last } = await harness.store.incarnation();
    const { seen, caughtUp, stop } = subscribe(2, last);
    await waitUntil(() => caughtUp() === 1, 'it has caught up');
    await stop();
    expect(seen).toEqual([]);
  });

  it('waits for the handler before it delivers more', async () => {
    const [assetId = ''] = assetsIn(3, harness.store.partitions, 1);
    await appendAll(harness.store, assetId, [commitOf(started())]);
    let running = 0;
    let most = 0;
    let handled = 0;
    const stopping = new AbortController();
    const ended = harness.store.subscribe({
      partition: 3,
      after: undefined,
      onCommits: async (batch) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
        handled += batch.filter((item) => item.assetId === assetId).length;
      },
      signal: stopping.signal,
    });
    for (let n = 0; n < 30; n += 1) await harness.store.append(assetId, commitOf(started()), await harness.store.head(assetId));
    await waitUntil(() => handled >= 31, 'all is handled');
    stopping.abort();
    await ended;
    expect({ most, handled }).toEqual({ most: 1, handled: 31 });
  });

  it('finds the first commit of a partition after a position, however many commits of others lie between', async () => {
    const [mine = '', foreign = ''] = [2, 3].flatMap((partition) => assetsIn(partition, harness.store.partitions, 1));
    await appendAll(harness.store, mine, [commitOf(started())]);
    const { last } = await harness.store.incarnation();
    await appendAll(harness.store, foreign, [commitOf(started())]);
    expect(await harness.store.firstAfter(2, last)).toBeUndefined();
    const { position } = await harness.store.append(mine, commitOf(started()), await harness.store.head(mine));
    await harness.store.append(mine, commitOf(started()), await harness.store.head(mine));
    const { commits } = await harness.store.load(mine);
    const storedAt = commits.find((each) => each.position === position)?.storedAt;
    expect(await harness.store.firstAfter(2, last)).toEqual({ position, storedAt: expect.any(String) as string });
    // The broker stores nanoseconds. Reads of an asset and of a partition may round them differently.
    expect(
      Math.abs(Date.parse((await harness.store.firstAfter(2, last))?.storedAt ?? '') - Date.parse(storedAt ?? '')),
    ).toBeLessThan(2);
  });

  it('rejects with the error of its handler', async () => {
    const assetId = newAssetId();
    await appendAll(harness.store, assetId, [commitOf(started())]);
    const failure = new Error('the table is gone');
    const ended = harness.store.subscribe({
      partition: partitionOf(assetId, harness.store.partitions),
      after: undefined,
      onCommits: () => Promise.reject(failure),
      signal: new AbortController().signal,
    });
    await expect(ended).rejects.toBe(failure);
  });

  it('rejects an unknown partition and a position beyond the end of the log', async () => {
    const { signal } = new AbortController();
    const onCommits = (): Promise<void> => Promise.resolve();
    const subscribeTo = (partition: number, after?: Position): Promise<void> =>
      harness.store.subscribe({ partition, after, onCommits, signal });
    await expect(subscribeTo(harness.store.partitions)).rejects.toBeInstanceOf(RangeError);
    const { last } = await harness.store.incarnation();
    await expect(subscribeTo(0, `${last}99` as Position)).rejects.toMatchObject({ kind: 'restored' });
  });

  it('shares the commits among followers of one name, and redelivers one whose handler failed', async () => {
    const assetId = newAssetId();
    const commits = Array.from({ length: 10 }, () => commitOf(started()));
    const stopping = new AbortController();
    const handled: string[] = [];
    let failures = 0;
    const durable = `spec-${newAssetId()}`;
    const onCommit = (recorded: StoredCommit): Promise<void> => {
      if (recorded.assetId !== assetId) return Promise.resolve();
      if (recorded.commit.id === commits[4]?.id && (failures += 1) === 1) return Promise.reject(new Error('not yet'));
      handled.push(recorded.commit.id);
      return Promise.resolve();
    };
    const options = { durable, onCommit, signal: stopping.signal };
    const ended = [harness.store.follow(options), harness.other.follow(options)];
    await appendAll(harness.store, assetId, commits);
    await waitUntil(() => handled.length >= commits.length, 'all are handled');
    stopping.abort();
    await Promise.all(ended);
    expect([...handled].sort()).toEqual(commits.map(({ id }) => id).sort());
    expect(failures).toBe(2);
  });

  it('lets a returning follower continue after the last commit that a follower of its name has handled', async () => {
    const assetId = newAssetId();
    const durable = `spec-${newAssetId()}`;
    const seen: string[] = [];
    const followUntil = async (commit: string): Promise<void> => {
      const stopping = new AbortController();
      const onCommit = (recorded: StoredCommit): Promise<void> => {
        if (recorded.assetId === assetId) seen.push(recorded.commit.id);
        return Promise.resolve();
      };
      const ended = harness.store.follow({ durable, onCommit, signal: stopping.signal });
      await waitUntil(() => seen.includes(commit), 'the commit is seen');
      stopping.abort();
      await ended;
    };
    const [one, two] = [commitOf(started()), commitOf(started())];
    const { revision } = await harness.store.append(assetId, one, NO_REVISION);
    await followUntil(one.id);
    await harness.store.append(assetId, two, revision);
    await followUntil(two.id);
    expect(seen).toEqual([one.id, two.id]);
  });

  it('delivers to a watcher of an asset its new commits only', async () => {
    const [assetId, otherId] = [newAssetId(), newAssetId()];
    const old = await harness.store.append(assetId, commitOf(started()), NO_REVISION);
    const stopping = new AbortController();
    const [fresh, since]: [string[], string[]] = [[], []];
    await harness.store.watch(assetId, ({ commit }) => fresh.push(commit.id), stopping.signal);
    const [one, two] = [commitOf(started()), commitOf(started())];
    const { revision } = await harness.other.append(assetId, one, old.revision);
    await harness.store.watch(assetId, ({ commit }) => since.push(commit.id), stopping.signal, old.revision);
    await harness.other.append(otherId, commitOf(started()), NO_REVISION);
    await harness.other.append(assetId, two, revision);
    await waitUntil(() => fresh.includes(two.id) && since.includes(two.id), 'the last commit is told');
    stopping.abort();
    expect({ fresh, since }).toEqual({ fresh: [one.id, two.id], since: [one.id, two.id] });
  });
}
