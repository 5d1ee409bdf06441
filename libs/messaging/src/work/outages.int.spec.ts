import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { STREAMS, newId, workSubject, type WorkMessage } from '@throughline/contracts';
import { jetstreamManager, type ConsumerInfo } from '@nats-io/jetstream';
import { natsServers, startTcpProxy } from '@throughline/stack/testing';
import { realTime } from '../testing/passing-time.js';
import { aWorkMessage } from '../testing/samples.js';
import { openTestBroker, type TestBroker } from '../testing/test-broker.js';
import { JetStreamWorkQueue } from './work-queue.jetstream.js';
import type { Delivery } from './work-queue.js';

const { eventually } = realTime;

/** Leaves what a killed server was seen to leave of an emptied stream: its consumers, but no record of its messages. */
async function forgetMessages(storeDir: string, stream: string): Promise<void> {
  const entries = await readdir(storeDir, { recursive: true, withFileTypes: true });
  const folders = entries.filter(
    (entry) => entry.isDirectory() && entry.name === 'msgs' && basename(entry.parentPath) === stream,
  );
  expect(folders).toHaveLength(1);
  for (const { parentPath, name } of folders) await rm(join(parentPath, name), { recursive: true });
}

describe.each(await natsServers())('The work queue on nats-server $version', ({ name }) => {
  let broker: TestBroker;
  let queue: JetStreamWorkQueue;
  let lane = '';
  let abort = new AbortController();
  let running: Promise<unknown>[] = [];
  beforeAll(async () => {
    broker = await openTestBroker(name);
    queue = new JetStreamWorkQueue(await broker.connect(), { ackWaitMs: 2_000 });
  });
  afterAll(() => broker.close());
  beforeEach(() => {
    lane = `lane-${newId().slice(-12)}`;
    abort = new AbortController();
    running = [];
  });
  afterEach(async () => {
    abort.abort();
    await Promise.all(running);
  });
  const work = (): WorkMessage => aWorkMessage({ lane });
  const consume = (onWork: (delivery: Delivery<WorkMessage>) => Promise<void>, on = queue, concurrency = 1): Promise<void> => {
    const consuming = on.consume({ service: 'processing', lane, concurrency, onWork, signal: abort.signal });
    running.push(consuming);
    return consuming;
  };
  const consumerInfo = async (): Promise<ConsumerInfo> =>
    (await jetstreamManager(broker.admin)).consumers.info(STREAMS.work, `processing_${lane}`);

  /** Returns false while the server restarts, because the counts are then unknown. */
  const allAcknowledged = async (): Promise<boolean> => {
    const info = await consumerInfo().catch(() => undefined);
    return info !== undefined && info.num_pending + info.num_ack_pending === 0;
  };

  it('takes no message from the broker beyond its capacity', async () => {
    for (let index = 0; index < 6; index += 1) await queue.publish(work());
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    let atWork = 0;
    void consume(
      async (delivery) => {
        atWork += 1;
        await opened;
        await delivery.ack();
      },
      queue,
      2,
    );
    await eventually('two at work', () => atWork === 2);
    expect(await consumerInfo()).toMatchObject({ num_ack_pending: 2, num_pending: 4 });
    open();
    await eventually(
      'all done',
      async () => (await consumerInfo()).num_pending === 0 && (await consumerInfo()).num_ack_pending === 0,
    );
  });

  it('holds no message when it ends, not even one in transit', async () => {
    // The long ack wait exceeds the spec's time limit, so no redelivery can hide a lost message.
    const patient = new JetStreamWorkQueue(await broker.connect(), { ackWaitMs: 600_000 });
    const messages = Array.from({ length: 200 }, work);
    const done = new Set<string>();
    const take = async (delivery: Delivery<WorkMessage>): Promise<void> => {
      await delivery.ack();
      done.add(delivery.message.attemptId);
    };
    const published = Promise.all(messages.map((message) => patient.publish(message)));
    for (let round = 0; round < 20; round += 1) {
      const leaving = new AbortController();
      const before = done.size;
      const options = { service: 'processing', lane, concurrency: 8, onWork: take, signal: leaving.signal } as const;
      const consuming = patient.consume(options);
      await eventually('in the middle of it', () => done.size > before || done.size === messages.length);
      leaving.abort();
      await consuming;
    }
    await published;
    void consume(take, patient, 8);
    await eventually('all done', () => done.size === messages.length);
    expect(done.size).toBe(messages.length);
  });

  it('continues without loss after the server was killed and restarted', async () => {
    const messages = Array.from({ length: 20 }, work);
    const got = new Set<string>();
    const take = (delivery: Delivery<WorkMessage>): Promise<void> => {
      got.add(delivery.message.attemptId);
      return delivery.ack();
    };
    void consume(take, queue, 3);
    for (const message of messages.slice(0, 10)) await queue.publish(message);
    await broker.server.kill();
    const late = Promise.all(messages.slice(10).map((message) => queue.publish(message)));
    await broker.server.restart();
    await late;
    await eventually('all handed out', () => got.size === messages.length);
    await eventually('all acknowledged', allAcknowledged);
    expect(got).toEqual(new Set(messages.map(({ attemptId }) => attemptId)));
  });

  it('delivers new messages after the server lost the sequence of its emptied stream', async () => {
    const [held, ...messages] = Array.from({ length: 6 }, work);
    const got = new Set<string>();
    const take = async ({ message, ack }: Delivery<WorkMessage>): Promise<void> => {
      got.add(message.attemptId);
      if (message.attemptId !== held?.attemptId) await ack();
    };
    void consume(take, queue, 2);
    const before = [...messages.slice(0, 2), ...(held === undefined ? [] : [held])];
    for (const message of before) await queue.publish(message);
    await eventually('the first ones taken', () => got.size === before.length);
    await broker.server.kill();
    await forgetMessages(broker.server.storeDir, STREAMS.work);
    await broker.server.restart();
    for (const message of messages.slice(2)) await queue.publish(message);
    await eventually('the later ones done', async () => got.size === 6 && (await allAcknowledged()));
    expect([...got]).toEqual(expect.arrayContaining(messages.map(({ attemptId }) => attemptId)));
  });

  it('redelivers the work of a killed worker to another one', async () => {
    const message = work();
    const proxy = await startTcpProxy(broker.server.port);
    const doomedConnection = await broker.connect(proxy.port);
    const doomed = new JetStreamWorkQueue(doomedConnection, { ackWaitMs: 2_000 });
    let taken = 0;
    doomed
      .consume({
        service: 'processing',
        lane,
        concurrency: 1,
        onWork: () => {
          taken += 1;
          return new Promise(() => undefined);
        },
        signal: new AbortController().signal,
      })
      .catch(() => undefined);
    await queue.publish(message);
    await eventually('taken', () => taken === 1);
    await doomedConnection.close();
    await proxy.stop();
    const got: Delivery<WorkMessage>[] = [];
    void consume(async (delivery) => {
      got.push(delivery);
      await delivery.ack();
    });
    await eventually('redelivered', () => got.length === 1);
    expect(got[0]).toMatchObject({ message, redelivered: true });
  });

  it('recreates its consumer after it was deleted', async () => {
    const done: string[] = [];
    void consume(async (delivery) => {
      await delivery.ack();
      done.push(delivery.message.attemptId);
    });
    await eventually('listening', () =>
      consumerInfo().then(
        ({ num_waiting }) => num_waiting === 1,
        () => false,
      ),
    );
    await (await jetstreamManager(broker.admin)).consumers.delete(STREAMS.work, `processing_${lane}`);
    const message = work();
    await queue.publish(message);
    await eventually('done', () => done.length > 0);
    expect(done).toEqual([message.attemptId]);
  });

  it('queues an attempt once although the answer got lost', async () => {
    const proxy = await startTcpProxy(broker.server.port);
    const far = new JetStreamWorkQueue(await broker.connect(proxy.port));
    const message = work();
    proxy.loseReplies();
    const published = far.publish(message);
    await eventually('stored', async () => {
      const manager = await jetstreamManager(broker.admin);
      return (await manager.streams.getMessage(STREAMS.work, { last_by_subj: workSubject(message) })) !== null;
    });
    proxy.cut();
    expect(await published).toBe('already-queued');
    await proxy.stop();
  });

  it('does not report an attempt as queued if a full store has refused it', async () => {
    const manager = await jetstreamManager(broker.admin);
    await manager.streams.update(STREAMS.work, { max_bytes: 1 });
    try {
      await expect(queue.publish(work())).rejects.toMatchObject({ kind: 'infrastructure' });
    } finally {
      await manager.streams.update(STREAMS.work, { max_bytes: -1 });
    }
    expect(await queue.publish(work())).toBe('queued');
  });
});
