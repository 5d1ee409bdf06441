import { connect, type NatsConnection } from '@nats-io/transport-node';
import { jetstreamManager } from '@nats-io/jetstream';
import { STREAMS } from '@throughline/contracts';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { RecordingsClient, type RecordingView } from './recordings-client.js';

/** The sweep runs often here. An installation waits a minute before it takes silence for a loss. */
const SWEEP = { TL_SWEEP_EVERY_MS: '300', TL_SWEEP_OLDER_THAN_MS: '500' };
/** Longer than the timers take to be made and purged on a busy machine. */
const WAIT_MS = 20_000;

/** All timers are in one stream of the broker. The log, not this stream, is the source of truth. */
describe('lost timers', () => {
  let system: System;
  let client: RecordingsClient;
  let admin: NatsConnection;
  beforeAll(async () => {
    system = await startSystem({
      simulation: true,
      runDefaults: { retry: { max_attempts: 3, backoff_ms: [WAIT_MS], wait_ms: [WAIT_MS], max_crashes: 3 } },
      env: { 'status-projector': SWEEP },
    });
    client = new RecordingsClient(system.url, system.token);
    admin = await connect(system.natsLogin('admin'));
  }, 120_000);
  afterAll(async () => {
    await admin.close();
    await system.close();
  }, 60_000);

  const reach = (id: string, reached: (item: RecordingView) => boolean): Promise<RecordingView> =>
    client.waitFor(id, reached, 120_000).then(({ recording }) => recording);

  it('delay waits, backoffs and the ends of pauses only for a while', async () => {
    const waiting = { faults: [{ attempt: 1, do: 'wait', code: 'quota', message: 'Used up' }] };
    const failing = { faults: [{ attempt: 1, do: 'fail', code: 'busy', retryable: true }] };
    const [waits, fails, paused] = await Promise.all([
      client.simulate({ simulation: { TRIM: waiting } }),
      client.simulate({ simulation: { TRIM: failing } }),
      client.simulate({ simulation: { TRIM: { takes_ms: WAIT_MS / 2 } } }),
    ]);
    await reach(paused.id, ({ status }) => status === 'PROCESSING');
    const end = new Date(Date.now() + WAIT_MS).toISOString();
    expect((await client.ask(paused.id, 'pause', { until: end })).status).toBe(200);
    await reach(waits.id, ({ waiting_for }) => waiting_for.some((one) => one.for !== 'queue'));
    await until(async () => (await client.events(fails.id)).some(({ type }) => type === 'StepFailed'), { what: 'the failure' });
    const { streams } = await jetstreamManager(admin);
    await until(async () => (await streams.info(STREAMS.timers)).state.messages >= 3, { what: 'three timers' });
    expect((await streams.purge(STREAMS.timers)).purged).toBeGreaterThanOrEqual(3);
    for (const { id } of [waits, fails, paused])
      expect(await reach(id, ({ run }) => run?.active === false)).toMatchObject({
        status: 'PROCESSED',
        failed: false,
        on_pause: false,
      });
    expect((await client.events(paused.id)).filter(({ type }) => type === 'Resumed')).toMatchObject([
      { detail: { cause: 'expired' } },
    ]);
  }, 120_000);
});
