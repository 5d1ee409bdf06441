import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { KEY_STORE, STREAMS, SUBJECTS, newAssetId } from '@throughline/contracts';
import { natsServers, startNats, type TestNats } from '@throughline/stack/testing';
import { JetStreamEventStore } from '../event-store.jetstream.js';
import { MemoryDataKeys } from '../keys/data-keys.memory.js';
import { NO_REVISION } from '../order/order.js';
import { commitOf, started } from '../testing/commits.js';
import { KEY_STREAM, META, ensureEventStreams, verifyEventStream } from './stream.js';

const servers = await natsServers();

describe.each(servers)('the event stream, nats-server $version', ({ name }) => {
  let nats: TestNats;
  let nc: NatsConnection;
  let manager: JetStreamManager;
  beforeEach(async () => {
    nats = await startNats({ version: name });
    nc = await connect({ servers: nats.url });
    manager = await jetstreamManager(nc);
  });
  afterEach(async () => {
    await nc.close();
    await nats.stop();
  });
  const mismatch = (...problems: string[]): object => ({
    kind: 'event-stream-mismatch',
    problems: expect.arrayContaining(problems.map((problem) => expect.stringContaining(problem) as string)) as string[],
  });

  it('is created once and left unchanged afterwards', async () => {
    const made = await ensureEventStreams(nc, { partitions: 16 });
    expect(made).toMatchObject({ partitions: 16, incarnation: expect.stringMatching(/^[0-9a-f-]{36}$/) as string });
    expect(await ensureEventStreams(nc, { partitions: 16 })).toEqual(made);
    expect(await ensureEventStreams(nc)).toEqual(made);
    expect(await verifyEventStream(nc)).toEqual(made);
    const store = await JetStreamEventStore.open(nc, { keys: new MemoryDataKeys() });
    expect(store.partitions).toBe(16);
    expect((await store.incarnation()).id).toBe(made.incarnation);
  });

  it('does not exist before it is created', async () => {
    await expect(verifyEventStream(nc)).rejects.toMatchObject(mismatch('does not exist'));
  });

  it('refuses another number of partitions and stays unchanged', async () => {
    const made = await ensureEventStreams(nc, { partitions: 8 });
    await expect(ensureEventStreams(nc, { partitions: 9 })).rejects.toMatchObject(mismatch('8 partitions, not 9'));
    await expect(JetStreamEventStore.open(nc, { keys: new MemoryDataKeys(), partitions: 4 })).rejects.toMatchObject(
      mismatch('partitions'),
    );
    expect(await verifyEventStream(nc)).toEqual(made);
  });

  it('is refused if it was created by hand', async () => {
    await manager.streams.add({ name: STREAMS.events, subjects: [SUBJECTS.events], max_age: 3_600_000_000_000 });
    await expect(ensureEventStreams(nc)).rejects.toMatchObject(
      mismatch('deny_delete', 'deny_purge', 'allow_direct', 'max_age', 'discard', 'hash', 'partitions', 'incarnation'),
    );
  });

  it.each([
    ['commits can expire', { max_age: 86_400_000_000_000 }, 'max_age'],
    ['commits can be dropped by a message limit', { max_msgs_per_subject: 5 }, 'max_msgs_per_subject'],
    ['the hash differs', { metadata: { [META.partitions]: '8', [META.hash]: 'md5', [META.incarnation]: 'x' } }, 'hash md5'],
    ['the incarnation is missing', { metadata: { [META.partitions]: '8', [META.hash]: 'fnv1a32' } }, 'incarnation'],
  ])('is refused at the start if %s', async (_, change, problem) => {
    await ensureEventStreams(nc);
    await manager.streams.update(STREAMS.events, change);
    await expect(verifyEventStream(nc)).rejects.toMatchObject(mismatch(problem));
    await expect(ensureEventStreams(nc)).rejects.toMatchObject(mismatch(problem));
  });

  it('leaves its size to the operator', async () => {
    const made = await ensureEventStreams(nc);
    await manager.streams.update(STREAMS.events, { max_bytes: 1_000_000_000 });
    expect(await verifyEventStream(nc)).toEqual(made);
  });

  it('cannot lose commits by deletion or purge', async () => {
    await ensureEventStreams(nc);
    const store = await JetStreamEventStore.open(nc, { keys: new MemoryDataKeys() });
    const assetId = newAssetId();
    const { revision } = await store.append(assetId, commitOf(started()), NO_REVISION);
    await expect(manager.streams.deleteMessage(STREAMS.events, Number(revision))).rejects.toMatchObject({ code: 10057 });
    await expect(manager.streams.purge(STREAMS.events)).rejects.toMatchObject({ code: 10110 });
    expect((await store.load(assetId)).commits).toHaveLength(1);
  });

  it('refuses new commits instead of dropping old ones when it is full', async () => {
    await ensureEventStreams(nc);
    const keys = new MemoryDataKeys();
    const store = await JetStreamEventStore.open(nc, { keys });
    const hasty = await JetStreamEventStore.open(nc, { keys, appendTimes: { answerMs: 500, totalMs: 1_000 } });
    const assetId = newAssetId();
    const { revision } = await store.append(assetId, commitOf(started()), NO_REVISION);
    await manager.streams.update(STREAMS.events, { max_bytes: 1 });
    const next = hasty.append(assetId, commitOf(started()), revision);
    // The server reports a temporary condition, because an operator may raise the limit.
    await expect(next).rejects.toMatchObject({ kind: expect.stringMatching(/^(outcome-unknown|append-refused)$/) as string });
    expect((await store.load(assetId)).revision).toBe(revision);
  });

  it('is refused if it has commits but the keys are missing', async () => {
    await ensureEventStreams(nc);
    const store = await JetStreamEventStore.open(nc, { keys: new MemoryDataKeys() });
    await store.append(newAssetId(), commitOf(started()), NO_REVISION);
    await manager.streams.delete(KEY_STREAM);
    await expect(ensureEventStreams(nc)).rejects.toMatchObject(mismatch('restore it together with the log'));
    expect(KEY_STREAM).toBe(`KV_${KEY_STORE}`);
  });
});
