import { jetstreamManager } from '@nats-io/jetstream';
import { natsServers, startNats, type TestNats, startTcpProxy, type TcpProxy } from '@throughline/stack/testing';
import { STREAMS, newAssetId } from '@throughline/contracts';
import type { StoredCommit } from '../event-store.js';
import { NO_REVISION, type Position, type Revision } from '../order/order.js';
import { appendAll, assetsIn, commitOf, idsOf, registered, started } from '../testing/commits.js';
import { waitUntil } from '../testing/harness.js';
import { PARTITIONS, openClient, type Client } from '../testing/jetstream-harness.js';

const servers = await natsServers();

describe.each(servers)('reading over a broken connection, nats-server $version', ({ name }) => {
  let nats: TestNats;
  let direct: Client;
  let proxy: TcpProxy;
  let client: Client;
  let interruptions = 0;

  beforeAll(async () => {
    nats = await startNats({ version: name });
    direct = await openClient(nats.url);
    proxy = await startTcpProxy(nats.port);
    client = await openClient(proxy.url, {
      batch: 100,
      onInterrupted: () => {
        interruptions += 1;
      },
    });
  });
  afterAll(async () => {
    await client.close();
    await proxy.stop();
    await direct.close();
    await nats.stop();
  });

  interface Reader {
    readonly seen: string[];
    readonly stop: () => Promise<void>;
  }
  const subscribe = (partition: number, after?: Position, handle: () => Promise<void> = () => Promise.resolve()): Reader => {
    const seen: string[] = [];
    const stopping = new AbortController();
    const ended = client.store.subscribe({
      partition,
      after,
      onCommits: async (batch) => {
        await handle();
        seen.push(...idsOf(batch as readonly StoredCommit[]));
      },
      signal: stopping.signal,
    });
    const stop = (): Promise<void> => {
      stopping.abort();
      return ended;
    };
    return { seen, stop };
  };
  const keepWriting = (assetId: string): { readonly stop: () => Promise<string[]> } => {
    const ids: string[] = [];
    const ending = new AbortController();
    const writing = (async () => {
      for (let revision: Revision = NO_REVISION; !ending.signal.aborted;) {
        const commit = commitOf(ids.length === 0 ? registered() : started());
        ({ revision } = await direct.store.append(assetId, commit, revision));
        ids.push(commit.id);
      }
    })();
    const stop = async (): Promise<string[]> => {
      ending.abort();
      await writing;
      return ids;
    };
    return { stop };
  };
  const consumers = async (): Promise<{ name: string; delivered: number }[]> => {
    const manager = await jetstreamManager(direct.nc);
    const found: { name: string; delivered: number }[] = [];
    for await (const info of manager.consumers.list(STREAMS.events))
      found.push({ name: info.name, delivered: info.delivered.consumer_seq });
    return found;
  };

  it('continues after restarts and kills of the server', async () => {
    const [assetId = ''] = assetsIn(0, PARTITIONS, 1);
    const reader = subscribe(0);
    const writer = keepWriting(assetId);
    for (const end of [() => nats.restart(), () => nats.kill().then(() => nats.restart())]) {
      const before = reader.seen.length;
      await waitUntil(() => reader.seen.length > before + 20, 'the reader moves');
      await end();
    }
    const after = reader.seen.length;
    await waitUntil(() => reader.seen.length > after + 20, 'the reader moves again');
    const written = await writer.stop();
    await waitUntil(() => reader.seen.length >= written.length, 'all is read');
    await reader.stop();
    expect(reader.seen).toEqual(written);
  });

  it('continues after connections break under load', async () => {
    const [assetId = ''] = assetsIn(1, PARTITIONS, 1);
    const commits = Array.from({ length: 1_200 }, () => commitOf(started()));
    await appendAll(direct.store, assetId, commits);
    const before = interruptions;
    let handed = 0;
    const reader = subscribe(1, undefined, async () => {
      handed += 1;
      if (handed % 3 === 0) proxy.cut();
      await new Promise((resolve) => setImmediate(resolve));
    });
    await waitUntil(() => reader.seen.length >= commits.length, 'all is read');
    await reader.stop();
    expect(reader.seen).toEqual(commits.map(({ id }) => id));
    expect(interruptions).toBeGreaterThan(before);
  });

  it('delivers the last commit before a pause, even if it was lost with the connection', async () => {
    const [assetId = ''] = assetsIn(2, PARTITIONS, 1);
    const [first, last] = [commitOf(started()), commitOf(started())];
    const { revision } = await direct.store.append(assetId, first, NO_REVISION);
    const reader = subscribe(2);
    await waitUntil(() => reader.seen.length === 1, 'the first is read');
    proxy.loseReplies();
    await direct.store.append(assetId, last, revision);
    proxy.cut();
    await waitUntil(() => reader.seen.length === 2, 'the last is read, with nothing after it');
    await reader.stop();
    expect(reader.seen).toEqual([first.id, last.id]);
  });

  it('detects a connection without heartbeats', async () => {
    const [assetId = ''] = assetsIn(2, PARTITIONS, 1);
    const { last } = await direct.store.incarnation();
    const reader = subscribe(2, last);
    const { revision } = await direct.store.append(assetId, commitOf(started()), NO_REVISION);
    await waitUntil(() => reader.seen.length === 1, 'it reads');
    const before = interruptions;
    proxy.loseReplies();
    await direct.store.append(assetId, commitOf(started()), revision);
    // Three heartbeats of 0.5 s are missed long before the client's own check.
    await waitUntil(() => interruptions > before, 'the silence is noticed');
    proxy.cut();
    await waitUntil(() => reader.seen.length === 2, 'the commit is read');
    await reader.stop();
    expect(new Set(reader.seen).size).toBe(2);
  });

  it('recreates a consumer that was deleted', async () => {
    const [assetId = ''] = assetsIn(3, PARTITIONS, 1);
    const one = await direct.store.append(assetId, commitOf(started()), NO_REVISION);
    const reader = subscribe(3);
    await waitUntil(() => reader.seen.length === 1, 'the first is read');
    const manager = await jetstreamManager(direct.nc);
    for (const { name: consumer } of await consumers()) await manager.consumers.delete(STREAMS.events, consumer);
    await direct.store.append(assetId, commitOf(started()), one.revision);
    await waitUntil(() => reader.seen.length === 2, 'the second is read');
    await reader.stop();
    expect(new Set(reader.seen).size).toBe(2);
  });

  it('fetches at most two batches ahead of a slow reader, and leaves no consumer behind', async () => {
    const [assetId = ''] = assetsIn(3, PARTITIONS, 1);
    const { last } = await direct.store.incarnation();
    await appendAll(
      direct.store,
      assetId,
      Array.from({ length: 500 }, () => commitOf(started())),
    );
    const known = new Set((await consumers()).map((consumer) => consumer.name));
    let release: () => void = () => undefined;
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    let handed = 0;
    const reader = subscribe(3, last, () => {
      handed += 1;
      return blocked;
    });
    await waitUntil(() => handed === 1, 'the reader is at work');
    const isOurs = ({ name: consumer }: { name: string }): boolean => !known.has(consumer);
    const countDelivered = async (): Promise<number> => (await consumers()).find(isOurs)?.delivered ?? 0;
    const settled = await countDelivered();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await countDelivered()).toBeLessThanOrEqual(200);
    expect(settled).toBeGreaterThan(0);
    release();
    await waitUntil(() => reader.seen.length === 500, 'all is read');
    await reader.stop();
    const countConsumers = async (): Promise<number> => (await consumers()).filter(isOurs).length;
    while ((await countConsumers()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('watches an asset across a restart of the server', async () => {
    const assetId = newAssetId();
    const first = await direct.store.append(assetId, commitOf(started()), NO_REVISION);
    const stopping = new AbortController();
    const seen: string[] = [];
    await client.store.watch(assetId, ({ commit }) => seen.push(commit.id), stopping.signal);
    const [one, two] = [commitOf(started()), commitOf(started())];
    const { revision } = await direct.store.append(assetId, one, first.revision);
    await nats.restart();
    await direct.store.append(assetId, two, revision);
    await waitUntil(() => seen.length === 2, 'both are seen');
    stopping.abort();
    expect(seen).toEqual([one.id, two.id]);
  });

  it('follows across a kill of the server, delivering each commit at least once', async () => {
    const assetId = newAssetId();
    const stopping = new AbortController();
    const seen = new Set<string>();
    const onCommit = ({ commit, assetId: recordedAsset }: StoredCommit): Promise<void> => {
      if (recordedAsset === assetId) seen.add(commit.id);
      return Promise.resolve();
    };
    const ended = client.store.follow({ durable: `spec-${assetId}`, onCommit, signal: stopping.signal });
    const writer = keepWriting(assetId);
    await waitUntil(() => seen.size > 20, 'it follows');
    await nats.kill();
    await nats.restart();
    const before = seen.size;
    await waitUntil(() => seen.size > before + 20, 'it follows again');
    const written = await writer.stop();
    await waitUntil(() => seen.size >= written.length, 'every commit was seen');
    stopping.abort();
    await ended;
    expect(written.filter((id) => !seen.has(id))).toEqual([]);
  });
});
