import { connect, type NatsConnection } from '@nats-io/transport-node';
import { newAssetId, newId, type Presence, type WorkMessage } from '@throughline/contracts';
import { JetStreamWorkQueue, ensureMessagingStreams, systemClock } from '@throughline/messaging';
import { Metrics } from '@throughline/service-kit';
import { readSamples, findSampleValue, startNats, until, type TestNats } from '@throughline/stack/testing';
import { WorkerRegistry } from '../../workers/worker-registry.js';
import { registerBrokerMetrics } from './broker-metrics.js';
import { registerWorkerMetrics } from '../../workers/worker-metrics.js';

const MEDIA = { service: 'processing', lane: 'media' };

const queued = (): WorkMessage => ({
  v: 1,
  minReader: 1,
  assetId: newAssetId(),
  step: 'TRIM',
  attempt: 1,
  attemptId: newId(),
  service: 'processing',
  lane: 'media',
  revision: '1',
  foldVersion: 0,
  state: null,
  inputs: [],
  correlationId: 'spec',
});

describe('metrics of the broker', () => {
  let nats: TestNats;
  let nc: NatsConnection;
  let worker: NatsConnection;
  let metrics: Metrics;
  let problems: unknown[];
  beforeAll(async () => {
    nats = await startNats({ plain: false });
    const as = (user: 'admin' | 'gateway' | 'processing'): Promise<NatsConnection> =>
      connect({
        ...nats.login(user),
        maxReconnectAttempts: -1,
        reconnectTimeWait: 50,
      });
    const admin = await as('admin');
    await ensureMessagingStreams(admin);
    await admin.close();
    [nc, worker] = await Promise.all([as('gateway'), as('processing')]);
    problems = [];
    metrics = new Metrics('gateway', { onProblem: (error) => problems.push(error) });
    registerBrokerMetrics(metrics, nc);
  });
  afterAll(async () => {
    await Promise.all([nc.close(), worker.close()]);
    await nats.stop();
  });

  const samplesOf = (text: string, name: string): readonly unknown[] =>
    readSamples(text).filter((sample) => sample.name === name);

  it("show a lane's pending and running attempts, and the age of the oldest pending one", async () => {
    const stopping = new AbortController();
    let given = 0;
    const queue = new JetStreamWorkQueue(worker);
    const onWork = (): Promise<void> =>
      new Promise((resolve) => {
        given += 1;
        stopping.signal.addEventListener('abort', () => {
          resolve();
        });
      });
    const working = queue.consume({ service: 'processing', lane: 'media', concurrency: 1, onWork, signal: stopping.signal });
    await queue.publish(queued());
    await until(() => given === 1, { what: 'an attempt in hand' });
    const idle = await metrics.scrape();
    expect(samplesOf(idle, 'throughline_lane_oldest_pending_age_seconds')).toEqual([]);
    await queue.publish(queued());
    await queue.publish(queued());
    let text = '';
    // The broker counts a message as pending shortly after it has confirmed it.
    const areBothPending = async (): Promise<boolean> => {
      text = await metrics.scrape();
      return findSampleValue(text, 'throughline_lane_pending', MEDIA) === 2;
    };
    await until(areBothPending, { what: 'both attempts as pending' });
    expect(findSampleValue(text, 'throughline_lane_in_flight', MEDIA)).toBe(1);
    expect(findSampleValue(text, 'throughline_lane_oldest_pending_age_seconds', MEDIA)).toBeGreaterThanOrEqual(0);
    expect(findSampleValue(text, 'throughline_dead_letters')).toBe(0);
    expect(problems).toEqual([]);
    stopping.abort();
    await working;
  });

  it('are missing while the broker is away, and complete once it is back', async () => {
    await nats.kill();
    const text = await metrics.scrape();
    for (const name of [
      'throughline_lane_pending',
      'throughline_lane_in_flight',
      'throughline_dead_letters',
      'throughline_timers',
    ])
      expect([name, samplesOf(text, name)]).toEqual([name, []]);
    for (const source of ['lanes', 'timers', 'dead_letters'])
      expect(findSampleValue(text, 'throughline_scrape_errors_total', { source })).toBe(1);
    await nats.restart();
    await until(async () => findSampleValue(await metrics.scrape(), 'throughline_lane_pending', MEDIA) !== undefined, {
      what: 'the lane, told again',
    });
  }, 60_000);
});

describe('metrics of workers and leases', () => {
  const presence: Presence = {
    v: 1,
    service: 'processing',
    worker: 'processing-1',
    lanes: [{ lane: 'media', concurrency: 2, busy: 1 }],
    everyMs: 60_000,
  };
  let registry: WorkerRegistry;
  let metrics: Metrics;
  beforeEach(() => {
    registry = new WorkerRegistry(systemClock, 60_000);
    metrics = new Metrics('gateway');
    registerWorkerMetrics(metrics, { registry, stalls: { census: () => ({ alive: 2, stalled: 1, unknown: 0 }) } });
  });

  it('are missing while the gateway does not listen, so that they report no absence and no stall', async () => {
    const text = await metrics.scrape();
    expect(readSamples(text).filter(({ name }) => /_(workers|places|leases)/.test(name))).toEqual([]);
  });

  it('show present workers, and absent ones only after it has listened long enough', async () => {
    registry.listening();
    registry.record(presence);
    const text = await metrics.scrape();
    expect(findSampleValue(text, 'throughline_workers')).toBe(1);
    expect(findSampleValue(text, 'throughline_lane_workers', MEDIA)).toBe(1);
    expect(findSampleValue(text, 'throughline_lane_places', MEDIA)).toBe(2);
    expect(findSampleValue(text, 'throughline_lane_places_taken', MEDIA)).toBe(1);
    const leases = ['alive', 'stalled', 'unknown'].map((state) => findSampleValue(text, 'throughline_leases', { state }));
    expect(leases).toEqual([2, 1, 0]);
  });
});
