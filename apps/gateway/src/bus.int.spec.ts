import type { INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { SUBJECTS, newAssetId, presenceCodec, presenceSubject, type Presence } from '@throughline/contracts';
import { systemClock } from '@throughline/messaging';
import { createLogger } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { startNats, until, type TestNats } from '@throughline/stack/testing';
import { PresenceListener } from './workers/presence.listener.js';
import { WorkerRegistry, followConnection } from './workers/worker-registry.js';
import { openChanges, type Change } from './adapters/projection/change-feed.js';
import { CHANGES, ChangeListener } from './adapters/projection/change.listener.js';

const aPresence = (worker: string): Presence => ({
  v: 1,
  service: 'upload',
  worker,
  lanes: [{ lane: 'folder', concurrency: 1, busy: 0 }],
  everyMs: 60_000,
});

class Listeners {}

describe('messages of other services, as a gateway hears them', () => {
  let nats: TestNats;
  let gateway: NatsConnection;
  let other: NatsConnection;
  let app: INestMicroservice;
  let registry: WorkerRegistry;
  let heard: (Change | undefined)[];
  let problems: unknown[];
  beforeAll(async () => {
    nats = await startNats();
    const options = { servers: nats.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 };
    [gateway, other] = await Promise.all([connect(options), connect(options)]);
  });
  beforeEach(async () => {
    registry = new WorkerRegistry(systemClock, 20);
    const own: unknown[] = [];
    problems = own;
    const write = (line: string): void => void own.push((JSON.parse(line) as { err: unknown }).err);
    const bus = new BusStrategy(gateway, createLogger({ service: 'gateway', level: 'warn', format: 'json', out: { write } }));
    followConnection(bus.status, registry);
    const changes = openChanges(bus.status);
    const providers = [
      { provide: WorkerRegistry, useValue: registry },
      { provide: CHANGES, useValue: changes },
    ];
    const module = { module: Listeners, controllers: [PresenceListener, ChangeListener], providers };
    app = await NestFactory.createMicroservice(module, { strategy: bus, logger: false, abortOnError: false });
    await app.listen();
    heard = [];
    changes.subscribe((change) => heard.push(change));
  });
  afterEach(() => app.close());
  afterAll(async () => {
    await Promise.all([gateway.close(), other.close()]);
    await nats.stop();
  });

  const knownWorkers = (): readonly string[] => registry.workers().map((each) => each.worker);
  const say = (presence: Presence, subject = presenceSubject(presence.service)): void => {
    other.publish(subject, presenceCodec.encode(presence));
  };

  describe('the presence of a worker', () => {
    it("comes from the subject of the worker's service", async () => {
      say(aPresence('u-1'));
      await until(() => knownWorkers().length > 0, { what: 'the worker' });
      expect(knownWorkers()).toEqual(['u-1']);
      expect(registry.listeningSince).toBeDefined();
    });

    it('ignores messages of one service about another, and unreadable ones', async () => {
      say(aPresence('liar'), presenceSubject('ingest'));
      other.publish(presenceSubject('upload'), 'nonsense');
      say(aPresence('honest'));
      await until(() => knownWorkers().includes('honest'), { what: 'the honest one' });
      expect(knownWorkers()).not.toContain('liar');
      expect(problems).toMatchObject([{ kind: 'undecodable' }]);
    });
  });

  it('announce changes in their order, without unreadable ones', async () => {
    const [one, two] = [newAssetId(), newAssetId()];
    const announce = (announcement: unknown): void => {
      other.publish(SUBJECTS.changed, JSON.stringify(announcement));
    };
    announce({ assetId: one, owner: 'anna', revision: '7', position: '9', after: '6', upTo: '9' });
    announce({ assetId: '../..', owner: 'anna' });
    announce(null);
    announce({ assetId: one, owner: 'anna', revision: '8', after: 'nonsense', upTo: '10' });
    announce({ assetId: two });
    await until(() => heard.length === 2, { what: 'both changes' });
    expect(heard).toEqual([
      { assetId: one, owner: 'anna', revision: '7', span: { after: '6', upTo: '9' } },
      { assetId: two, owner: '', revision: '', span: undefined },
    ]);
    expect(problems).toMatchObject(Array.from({ length: 3 }, () => ({ kind: 'undecodable' })));
  });

  it('are lost while the broker is away, which workers and changes reflect', async () => {
    say(aPresence('before'));
    await until(() => knownWorkers().includes('before'), { what: 'the worker' });
    await nats.kill();
    await until(() => registry.listeningSince === undefined, { what: 'the loss' });
    expect(registry.laneOf('upload', 'folder')).toEqual({ state: 'unknown' });
    await nats.restart();
    await until(() => registry.listeningSince !== undefined, { what: 'the return' });
    expect(heard).toEqual([undefined]);
    await until(
      () => {
        say(aPresence('after'));
        return knownWorkers().includes('after');
      },
      { what: 'a worker that speaks again' },
    );
    expect(knownWorkers()).not.toContain('before');
  }, 30_000);
});
