import { setTimeout as delay } from 'node:timers/promises';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { newAssetId, newId, type WorkMessage } from '@throughline/contracts';
import { startNats, until, type TestNats } from '@throughline/stack/testing';
import { JetStreamDeadLetters } from '../dead-letter/dead-letters.jetstream.js';
import { ensureMessagingStreams } from '../streams.js';
import { JetStreamTimers } from '../timer/timers.jetstream.js';
import { JetStreamWorkQueue } from '../work/work-queue.jetstream.js';
import { countDeadLetters, readLaneBacklogs, readTimerBacklogs } from './backlog.jetstream.js';

const aMessage = (lane: string): WorkMessage => ({
  v: 1,
  minReader: 1,
  assetId: newAssetId(),
  step: 'TRIM',
  attempt: 1,
  attemptId: newId(),
  service: 'processing',
  lane,
  revision: '1',
  foldVersion: 0,
  state: null,
  inputs: [],
  correlationId: 'spec',
});

describe('the backlog at the broker', () => {
  let nats: TestNats;
  let nc: NatsConnection;
  let stopping: AbortController;
  let working: Promise<void>[];
  beforeAll(async () => {
    nats = await startNats({ plain: false });
    const admin = await connect(nats.login('admin'));
    await ensureMessagingStreams(admin);
    await admin.close();
  });
  beforeEach(async () => {
    // The gateway's permissions suffice; no administrator is needed.
    nc = await connect(nats.login('gateway'));
    stopping = new AbortController();
    working = [];
  });
  afterEach(async () => {
    stopping.abort();
    await Promise.all(working);
    await nc.close();
  });
  afterAll(() => nats.stop());

  const asWorker = (): Promise<NatsConnection> => connect(nats.login('processing'));

  it('counts pending messages with their age and delivered messages for each lane', async () => {
    const worker = await asWorker();
    const queue = new JetStreamWorkQueue(worker);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let given = 0;
    const onWork = async (): Promise<void> => {
      given += 1;
      await held;
    };
    const { signal } = stopping;
    working.push(queue.consume({ service: 'processing', lane: 'media', concurrency: 1, onWork, signal }));
    await until(async () => (await readLaneBacklogs(nc)).length === 1, { what: 'the lane' });
    expect(await readLaneBacklogs(nc)).toEqual([
      { service: 'processing', lane: 'media', pending: 0, handedOut: 0, oldestPendingMs: undefined },
    ]);
    await queue.publish(aMessage('media'));
    await until(() => given === 1, { what: 'the first attempt in hand' });
    await queue.publish(aMessage('media'));
    await delay(30);
    await queue.publish(aMessage('media'));
    await queue.publish(aMessage('speech'));
    await until(async () => (await readLaneBacklogs(nc))[0]?.pending === 2, { what: 'two that wait' });
    const [lane, ...others] = await readLaneBacklogs(nc);
    expect(lane).toMatchObject({ lane: 'media', pending: 2, handedOut: 1 });
    expect(lane?.oldestPendingMs).toBeGreaterThanOrEqual(20);
    // The broker counts per consumer, and a lane that no worker has ever served has none.
    expect(others).toEqual([]);
    release();
    stopping.abort();
    await Promise.all(working);
    await worker.close();
  });

  it('counts timers, including deferred ones, and dead letters', async () => {
    const worker = await asWorker();
    const timers = new JetStreamTimers(worker);
    working.push(timers.consume({ service: 'processing', onDue: () => Promise.resolve(), signal: stopping.signal }));
    await until(async () => (await readTimerBacklogs(nc)).length === 1, { what: 'the reader of the timers' });
    const timer = { v: 1, service: 'processing', assetId: newAssetId(), dueAt: '2100-01-01T00:00:00.000Z' } as const;
    await timers.set({ ...timer, purpose: 'TRIM' });
    await timers.set({ ...timer, purpose: 'TRIM' });
    await timers.set({ ...timer, purpose: 'TRANSCRIBE' });
    await until(async () => (await readTimerBacklogs(nc))[0]?.timers === 2, { what: 'two timers' });
    expect(await countDeadLetters(nc)).toBe(0);
    await new JetStreamDeadLetters(worker).put({
      service: 'processing',
      assetId: undefined,
      subject: 'tl.work.x',
      bytes: new Uint8Array(),
      headers: [],
      reason: 'spec',
      sourceId: newId(),
    });
    expect(await countDeadLetters(nc)).toBe(1);
    stopping.abort();
    await Promise.all(working);
    await worker.close();
  });

  it('rejects if the broker does not answer', async () => {
    await nats.kill();
    try {
      await expect(readLaneBacklogs(nc)).rejects.toMatchObject({ kind: 'infrastructure' });
      await expect(countDeadLetters(nc)).rejects.toMatchObject({ kind: 'infrastructure' });
    } finally {
      await nats.restart();
    }
  }, 30_000);
});
