import { natsServers, startNats, type TestNats, startTcpProxy, type TcpProxy } from '@throughline/stack/testing';
import { MAX_COMMIT_BYTES, commitCodec, newAssetId, type Commit } from '@throughline/contracts';
import { NO_REVISION } from '../order/order.js';
import { appendAll, commitOf, idsOf, registered, started } from '../testing/commits.js';
import { waitUntil } from '../testing/harness.js';
import { openClient, type Client } from '../testing/jetstream-harness.js';

const servers = await natsServers();

describe.each(servers)('an append over a broken connection, nats-server $version', ({ name }) => {
  let nats: TestNats;
  let direct: Client;
  let proxy: TcpProxy;
  let client: Client;

  beforeAll(async () => {
    nats = await startNats({ version: name });
    direct = await openClient(nats.url);
    proxy = await startTcpProxy(nats.port);
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

  it('finds its own commit if the answer was lost with the connection', async () => {
    const assetId = newAssetId();
    const commit = commitOf(started());
    proxy.loseReplies();
    const append = client.store.append(assetId, commit, NO_REVISION);
    await untilStored(assetId);
    proxy.cut();
    expect(await append).toMatchObject({ duplicate: true, revision: await direct.store.head(assetId) });
    expect(await storedIds(assetId)).toEqual([commit.id]);
  });

  it('finds its own commit if the answer was lost and the connection seems intact', async () => {
    const assetId = newAssetId();
    const commit = commitOf(started());
    proxy.loseReplies();
    const append = client.store.append(assetId, commit, NO_REVISION);
    await untilStored(assetId);
    // Longer than the time limit for one answer, so a second try is under way.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    proxy.cut();
    expect(await append).toMatchObject({ duplicate: true });
    expect(await storedIds(assetId)).toEqual([commit.id]);
  });

  it('finds its own commit even if another one has followed it', async () => {
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

  it('reports a conflict if another commit came first during the interruption', async () => {
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

  it('stores a commit that was appended without a connection', async () => {
    const assetId = newAssetId();
    const commit = commitOf(registered());
    proxy.close();
    const append = client.store.append(assetId, commit, NO_REVISION);
    proxy.open();
    await append;
    expect(await storedIds(assetId)).toEqual([commit.id]);
  });

  it('reports an unknown outcome, which repeating the command resolves', async () => {
    const hasty = await openClient(proxy.url, { appendTimes: { answerMs: 200, totalMs: 500 } });
    const assetId = newAssetId();
    const commit = commitOf(started());
    proxy.loseReplies();
    const settled = Promise.allSettled([hasty.store.append(assetId, commit, NO_REVISION)]);
    await untilStored(assetId);
    expect(await settled).toMatchObject([{ status: 'rejected', reason: { kind: 'outcome-unknown', commitId: commit.id } }]);
    proxy.cut();
    // With more patience: the repeat must find the connection again.
    expect(await client.store.append(assetId, commit, NO_REVISION)).toMatchObject({ duplicate: true });
    expect(await storedIds(assetId)).toEqual([commit.id]);
    await hasty.close();
  });

  it("does not mistake another asset's commit with the same id for its own", async () => {
    const [one, two] = [newAssetId(), newAssetId()];
    const commit = commitOf(started());
    await direct.store.append(one, commit, NO_REVISION);
    await expect(direct.store.append(two, commit, NO_REVISION)).rejects.toMatchObject({ kind: 'revision-conflict' });
    expect(await storedIds(two)).toEqual([]);
  });

  it('reports a permanent refusal by the server at once', async () => {
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

  it('neither loses nor repeats acknowledged commits when the server is killed', async () => {
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
      await waitUntil(() => acknowledged >= threshold, 'enough is acknowledged');
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
