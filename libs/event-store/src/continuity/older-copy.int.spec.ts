import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { natsServers, startNats, tempDir, type TempDir, type TestNats } from '@throughline/stack/testing';
import { NO_REVISION } from '../order/order.js';
import { appendAll, assetsIn, commitOf, started } from '../testing/commits.js';
import { waitUntil } from '../testing/harness.js';
import { openClient, type Client } from '../testing/jetstream-harness.js';
import { requireContinuity, verifyContinuity, type Checkpoint } from './continuity.js';

const servers = await natsServers();

describe.each(servers)('an older copy of the store, nats-server $version', ({ name }) => {
  let folder: TempDir;
  let nats: TestNats;
  let client: Client;
  const [assetId = ''] = assetsIn(0, 4, 1);
  const store = (): string => join(folder.path, 'store');
  const copy = (): string => join(folder.path, 'copy');

  beforeEach(async () => {
    folder = await tempDir('tl-older-');
    nats = await startNats({ version: name, storeDir: store() });
    client = await openClient(nats.url);
    await appendAll(client.store, assetId, [commitOf(started()), commitOf(started())]);
  });
  afterEach(async () => {
    await client.close();
    await nats.stop();
    await folder.remove();
  });

  const checkpoint = async (): Promise<Checkpoint> => {
    const { id: incarnation, last: position } = await client.store.incarnation();
    return { incarnation, position, commitId: await client.store.commitIdAt(position) };
  };
  const copyStore = async (): Promise<void> => {
    await nats.kill();
    await cp(store(), copy(), { recursive: true });
    await nats.restart();
  };
  const putBack = async (): Promise<void> => {
    await nats.kill();
    await rm(store(), { recursive: true });
    await cp(copy(), store(), { recursive: true });
    await nats.restart();
  };
  const append = async (): Promise<void> => {
    await client.store.append(assetId, commitOf(started()), await client.store.head(assetId));
  };

  it("is refused if the log is shorter than the reader's position", async () => {
    await copyStore();
    await append();
    const read = await checkpoint();
    expect(await verifyContinuity(client.store, read)).toEqual({ kind: 'ok' });
    await putBack();
    expect(await verifyContinuity(client.store, read)).toMatchObject({ kind: 'restored' });
    await expect(requireContinuity(client.store, read)).rejects.toMatchObject({ kind: 'restored' });
  });

  it('is refused if other commits were written since, up to the same length', async () => {
    await copyStore();
    await append();
    const read = await checkpoint();
    await putBack();
    await append();
    expect((await checkpoint()).position).toBe(read.position);
    expect(await verifyContinuity(client.store, read)).toMatchObject({ kind: 'restored' });
  });

  it('ends a subscription that has read further', async () => {
    await copyStore();
    const seen: string[] = [];
    const ended = Promise.allSettled([
      client.store.subscribe({
        partition: 0,
        after: undefined,
        onCommits: (batch) => {
          seen.push(...batch.map(({ position }) => position));
          return Promise.resolve();
        },
        signal: new AbortController().signal,
      }),
    ]);
    await append();
    await waitUntil(() => seen.length === 3, 'all three are read');
    await putBack();
    expect(await ended).toMatchObject([{ status: 'rejected', reason: { kind: 'restored' } }]);
  });

  it('does not silence a watcher that has seen lost commits', async () => {
    await copyStore();
    const seen: string[] = [];
    const stopping = new AbortController();
    await client.store.watch(assetId, ({ commit }) => seen.push(commit.id), stopping.signal);
    await append();
    await append();
    await waitUntil(() => seen.length === 2, 'the commits that will be lost are told');
    await putBack();
    const commit = commitOf(started());
    await client.store.append(assetId, commit, await client.store.head(assetId));
    await waitUntil(() => seen.includes(commit.id), 'a commit after the loss is told');
    stopping.abort();
    expect(seen.at(-1)).toBe(commit.id);
  });

  it('cannot take a commit that was decided on lost commits', async () => {
    await copyStore();
    await append();
    const head = await client.store.head(assetId);
    await putBack();
    await expect(client.store.append(assetId, commitOf(started()), head)).rejects.toMatchObject({ kind: 'revision-conflict' });
    expect((await client.store.load(assetId)).commits).toHaveLength(2);
  });

  it('is distinguished from an unrelated log', async () => {
    const read = await checkpoint();
    const other = await startNats({ version: name });
    const stranger = await openClient(other.url);
    await stranger.store.append(assetId, commitOf(started()), NO_REVISION);
    expect(await verifyContinuity(stranger.store, read)).toMatchObject({ kind: 'restored' });
    await stranger.close();
    await other.stop();
  });
});
