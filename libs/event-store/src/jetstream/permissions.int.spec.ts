import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { STREAMS, newAssetId, partitionOf } from '@throughline/contracts';
import { startNats, type TestNats } from '@throughline/stack/testing';
import { JetStreamEventStore } from '../event-store.jetstream.js';
import { JetStreamDataKeys } from '../keys/data-keys.jetstream.js';
import { NO_REVISION } from '../order/order.js';
import { commitOf, idsOf, registered, started } from '../testing/commits.js';
import { waitUntil } from '../testing/harness.js';
import { masterKey } from '../testing/jetstream-harness.js';
import { ensureEventStreams, verifyEventStream } from './stream.js';
import type { StoredCommit } from '../event-store.js';

describe('with the permissions of a service', () => {
  let nats: TestNats;
  let admin: NatsConnection;
  const opened: { nc: NatsConnection; keys: JetStreamDataKeys }[] = [];

  const login = (user: 'admin' | 'ingest' | 'processing' | 'gateway' | 'projector'): Promise<NatsConnection> =>
    connect(nats.login(user));
  const storeOf = async (
    user: 'ingest' | 'processing' | 'gateway' | 'projector',
  ): Promise<{ store: JetStreamEventStore; keys: JetStreamDataKeys; nc: NatsConnection }> => {
    const nc = await login(user);
    const keys = new JetStreamDataKeys(nc, { masterKey });
    opened.push({ nc, keys });
    return { nc, keys, store: await JetStreamEventStore.open(nc, { keys }) };
  };

  beforeAll(async () => {
    nats = await startNats({ plain: false });
    admin = await login('admin');
    await ensureEventStreams(admin, { partitions: 4 });
  });
  afterAll(async () => {
    for (const { nc, keys } of opened) {
      await keys.close();
      await nc.close();
    }
    await admin.close();
    await nats.stop();
  });

  it('a worker can append, load, watch and follow', async () => {
    const { store } = await storeOf('processing');
    const assetId = newAssetId();
    const [first, second] = [commitOf(registered('Private')), commitOf(started())];
    const stopping = new AbortController();
    const watched: string[] = [];
    const followed: string[] = [];
    const onCommit = ({ commit }: StoredCommit): Promise<void> => {
      followed.push(commit.id);
      return Promise.resolve();
    };
    await store.watch(assetId, ({ commit }) => watched.push(commit.id), stopping.signal);
    const ended = store.follow({ durable: 'processing', onCommit, signal: stopping.signal });
    const { revision } = await store.append(assetId, first, NO_REVISION);
    await store.append(assetId, second, revision);
    await waitUntil(() => watched.length === 2 && followed.length === 2, 'both have come on both ways');
    stopping.abort();
    await ended;
    const { commits } = await store.load(assetId);
    expect(idsOf(commits)).toEqual([first.id, second.id]);
    expect(commits[0]?.commit.events[0]).toMatchObject({ personal: { title: 'Private' } });
  });

  it('the projector can read a partition with its personal data', async () => {
    const writer = await storeOf('gateway');
    const assetId = newAssetId();
    await writer.store.append(assetId, commitOf(registered('For the row')), NO_REVISION);
    const { store } = await storeOf('projector');
    const stopping = new AbortController();
    const seen: string[] = [];
    const ended = store.subscribe({
      partition: partitionOf(assetId, 4),
      after: undefined,
      onCommits: (batch) => {
        seen.push(JSON.stringify(batch));
        return Promise.resolve();
      },
      signal: stopping.signal,
    });
    await waitUntil(() => seen.some((text) => text.includes('For the row')), 'the title is read');
    stopping.abort();
    await ended;
    expect(await store.load(assetId)).toMatchObject({ commits: [{ assetId }] });
  });

  it('the projector learns at once of a destroyed key, and reads cached keys without requests', async () => {
    const [gateway, ingest] = [await storeOf('gateway'), await storeOf('ingest')];
    const projector = await storeOf('projector');
    const assetId = newAssetId();
    await gateway.keys.create(assetId);
    expect(await projector.keys.get(assetId)).toBeDefined();
    const sent = projector.nc.stats().outMsgs;
    for (let n = 0; n < 50; n += 1) await projector.keys.get(assetId);
    // Fifty reads come from the cache without a request. One heartbeat of the watch may fall in between.
    expect(projector.nc.stats().outMsgs - sent).toBeLessThanOrEqual(1);
    await ingest.keys.destroy(assetId);
    while ((await projector.keys.get(assetId)) !== undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('no service can create or change the stream', async () => {
    const { nc } = await storeOf('gateway');
    const facts = await verifyEventStream(nc);
    const manager = await jetstreamManager(nc, { checkAPI: false, timeout: 60_000 });
    const refusal = { cause: { name: 'PermissionViolationError' } };
    await expect(manager.streams.delete(STREAMS.events)).rejects.toMatchObject(refusal);
    await expect(manager.streams.update(STREAMS.events, { max_age: 1_000_000_000 })).rejects.toMatchObject(refusal);
    await expect(manager.streams.purge(STREAMS.events)).rejects.toMatchObject(refusal);
    await expect(manager.streams.add({ name: 'ANOTHER', subjects: ['another'] })).rejects.toMatchObject(refusal);
    expect(await verifyEventStream(nc)).toEqual(facts);
  });
});
