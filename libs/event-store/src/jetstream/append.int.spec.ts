import { natsServers, startNats, type TestNats } from '@throughline/stack/testing';
import { MAX_COMMIT_BYTES, commitCodec, newAssetId, type Commit } from '@throughline/contracts';
import { NO_REVISION } from '../order/order.js';
import { appendAll, commitOf, idsOf, registered, started } from '../testing/commits.js';
import { eventually } from '../testing/harness.js';
import { openClient, type Client } from '../testing/jetstream-harness.js';
import { startProxy, type Proxy } from '../testing/proxy.js';

const servers = await natsServers();

describe.each(servers)('appending over a broken way, nats-server $version', ({ name }) => {
  let nats: TestNats;
  let direct: Client;
  let proxy: Proxy;
  let client: Client;

  beforeAll(async () => {
    nats = await startNats({ version: name });
    direct = await openClient(nats.url);
    proxy = await startProxy(nats.port);
    client = await openClient(proxy.url, { appendTimes: { answerMs: 1_000, totalMs: 20_000 } });
  });
  afterAll(async () => {
    await client.close();
    await proxy.stop();
    await direct.close();
    await nats.stop();
  });

  const isStored = async (assetId: string): Promise<boolean> => (await direct.store.head(assetId)) !== NO_REVISION;
  const untilStored = async (assetId: string): Promise<void> => {
    while (!(await isStored(assetId))) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const storedIds = async (assetId: string): Promise<string[]> => idsOf((await direct.store.load(assetId)).commits);

  it('finds its own commit when the answer to it was lost with the connection', async () => {
    const assetId = newAssetId();
    const commit = commitOf(started());
    proxy.loseReplies();
    const append = client.store.append(assetId, commit, NO_REVISION);
    await untilStored(assetId);
    proxy.cut();
    expect(await append).toMatchObject({ duplicate: true, revision: await direct.store.head(assetId) });
    expect(await storedIds(assetId)).toEqual([commit.id]);
  });

  it('finds its own commit when the answer was lost and the connection is still thought to be there', async () => {
    const assetId = newAssetId();
    const commit = commitOf(started());
    proxy.loseReplies();
    const append = client.store.append(assetId, commit, NO_REVISION);
    await untilStored(assetId);
    // Past the time for one answer: a second try is on its way, into nowhere.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    proxy.cut();
    expect(await append).toMatchObject({ duplicate: true });
    expect(await storedIds(assetId)).toEqual([commit.id]);
  });

  it('finds its own commit even if another one has followed it meanwhile', async () => {
    const assetId = newAssetId();
    const [own, next] = [commitOf(started()), commitOf(started())];
    proxy.loseReplies();
    const append = client.store.append(assetId, own, NO_REVISION);
    await untilStored(assetId);
    const first = await direct.store.head(assetId);
    await direct.store.append(assetId, next, first);
    proxy.cut();
    expect(await append).toMatchObject({ revision: first, duplicate: true });
    expect(await storedIds(assetId)).toEqual([own.id, next.id]);
  });

  it('reports a conflict when another commit came first while the way was broken', async () => {
    const assetId = newAssetId();
    proxy.close();
    const append = client.store.append(assetId, commitOf(started('late')), NO_REVISION);
    const settled = Promise.allSettled([append]);
    const first = commitOf(started('first'));
    await direct.store.append(assetId, first, NO_REVISION);
    proxy.open();
    expect(await settled).toMatchObject([{ status: 'rejected', reason: { kind: 'revision-conflict' } }]);
    expect(await storedIds(assetId)).toEqual([first.id]);
  });

  it('stores a commit that was appended while there was no connection', async () => {
    const assetId = newAssetId();
    const commit = commitOf(registered());
    proxy.close();
    const append = client.store.append(assetId, commit, NO_REVISION);
    proxy.open();
    await append;
    expect(await storedIds(assetId)).toEqual([commit.id]);
  });

  it('says that it does not know, and the same command asked again settles it', async () => {
    const hasty = await openClient(proxy.url, { appendTimes: { answerMs: 200, totalMs: 500 } });
    const assetId = newAssetId();
    const commit = commitOf(started());
    proxy.loseReplies();
    const settled = Promise.allSettled([hasty.store.append(assetId, commit, NO_REVISION)]);
    await untilStored(assetId);
    expect(await settled).toMatchObject([{ status: 'rejected', reason: { kind: 'outcome-unknown', commitId: commit.id } }]);
    proxy.cut();
    expect(await hasty.store.append(assetId, commit, NO_REVISION)).toMatchObject({ duplicate: true });
    expect(await storedIds(assetId)).toEqual([commit.id]);
    await hasty.close();
  });

  it('does not take another asset’s commit of the same id for its own', async () => {
    const [one, two] = [newAssetId(), newAssetId()];
    const commit = commitOf(started());
    await direct.store.append(one, commit, NO_REVISION);
    await expect(direct.store.append(two, commit, NO_REVISION)).rejects.toMatchObject({ kind: 'revision-conflict' });
    expect(await storedIds(two)).toEqual([]);
  });

  it('tells what the server refuses for good, at once', async () => {
    const padded = (commit: Commit): Uint8Array => new Uint8Array(MAX_COMMIT_BYTES * 2).fill(commit.events.length);
    const codec = { ...commitCodec, encode: (_: string, commit: Commit) => padded(commit) };
    const oversized = await openClient(nats.url, { codec });
    const assetId = newAssetId();
    await expect(oversized.store.append(assetId, commitOf(started()), NO_REVISION)).rejects.toMatchObject({
      kind: 'append-refused',
      code: '10054',
    });
    expect(await isStored(assetId)).toBe(false);
    await oversized.close();
  });

  it('loses and repeats nothing that was acknowledged when the server is killed in the middle', async () => {
    const writers = Array.from({ length: 8 }, () => ({
      assetId: newAssetId(),
      commits: Array.from({ length: 25 }, () => commitOf(started())),
    }));
    let acknowledged = 0;
    const write = async (assetId: string, commits: readonly Commit[]): Promise<void> => {
      let revision = NO_REVISION;
      for (const commit of commits) {
        ({ revision } = await direct.store.append(assetId, commit, revision));
        acknowledged += 1;
      }
    };
    const writing = Promise.all(writers.map(({ assetId, commits }) => write(assetId, commits)));
    for (const threshold of [40, 120]) {
      await eventually(() => acknowledged >= threshold, 'enough is acknowledged');
      await nats.kill();
      await nats.restart();
    }
    await writing;
    expect(acknowledged).toBe(200);
    for (const { assetId, commits } of writers) expect(await storedIds(assetId)).toEqual(commits.map(({ id }) => id));
  });

  it('loads a history of more than one page', async () => {
    const assetId = newAssetId();
    const commits = Array.from({ length: 1_100 }, () => commitOf(started()));
    await appendAll(direct.store, assetId, commits);
    const { commits: loaded } = await direct.store.load(assetId);
    expect(idsOf(loaded)).toEqual(commits.map(({ id }) => id));
  });
});
