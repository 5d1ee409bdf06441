import { connect, type NatsConnection } from '@nats-io/transport-node';
import { presenceCodec, presenceSubject, type Presence } from '@throughline/contracts';
import { systemClock } from '@throughline/messaging';
import { startNats, until, type TestNats } from '@throughline/stack/testing';
import { subscribePresence } from './subscribe-presence.js';
import { WorkerRegistry } from './worker-registry.js';

const aPresence = (worker: string): Presence => ({
  v: 1,
  service: 'upload',
  worker,
  lanes: [{ lane: 'folder', concurrency: 1, busy: 0 }],
  everyMs: 60_000,
});

describe('the presence of workers, as a gateway hears it', () => {
  let nats: TestNats;
  let gateway: NatsConnection;
  let worker: NatsConnection;
  let registry: WorkerRegistry;
  let problems: unknown[];
  beforeAll(async () => {
    nats = await startNats();
    const options = { servers: nats.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 };
    [gateway, worker] = await Promise.all([connect(options), connect(options)]);
  });
  beforeEach(async () => {
    registry = new WorkerRegistry(systemClock, 20);
    const own: unknown[] = [];
    problems = own;
    await subscribePresence(gateway, registry, (error) => own.push(error));
  });
  afterAll(async () => {
    await Promise.all([gateway.close(), worker.close()]);
    await nats.stop();
  });

  const known = (): readonly string[] => registry.workers().map((each) => each.worker);
  const say = (presence: Presence, subject = presenceSubject(presence.service)): void => {
    worker.publish(subject, presenceCodec.encode(presence));
  };

  it("comes from the subject of the worker's service", async () => {
    say(aPresence('u-1'));
    await until(() => known().length > 0, { what: 'the worker' });
    expect(known()).toEqual(['u-1']);
    expect(registry.listeningSince).toBeDefined();
  });

  it('ignores messages of one service about another, and unreadable ones', async () => {
    say(aPresence('liar'), presenceSubject('ingest'));
    worker.publish(presenceSubject('upload'), 'nonsense');
    say(aPresence('honest'));
    await until(() => known().includes('honest'), { what: 'the honest one' });
    expect(known()).not.toContain('liar');
    expect(problems).toMatchObject([{ kind: 'undecodable' }]);
  });

  it('is forgotten when the broker goes away, and heard again afterwards', async () => {
    say(aPresence('before'));
    await until(() => known().includes('before'), { what: 'the worker' });
    await nats.kill();
    await until(() => registry.listeningSince === undefined, { what: 'the loss' });
    expect(registry.laneOf('upload', 'folder')).toEqual({ state: 'unknown' });
    await nats.restart();
    await until(() => registry.listeningSince !== undefined, { what: 'the return' });
    await until(
      () => {
        say(aPresence('after'));
        return known().includes('after');
      },
      { what: 'a worker that speaks again' },
    );
    expect(known()).not.toContain('before');
  }, 30_000);
});
