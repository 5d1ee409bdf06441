import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { Controller } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { newAssetId, presenceCodec, presenceSubject, type MessageCodec } from '@throughline/contracts';
import { JetStreamDataKeys, ensureEventStreams } from '@throughline/event-store';
import { ensureMessagingStreams } from '@throughline/messaging';
import { Health, Metrics, createLogger } from '@throughline/service-kit';
import { BusStrategy, Responder } from '@throughline/service-kit/transport';
import { startNats, tempDir, until, type TempDir, type TestNats } from '@throughline/stack/testing';
import { openEngineParts } from './engine-parts.js';
import { EngineStrategy } from './engine-strategy.js';
import { WorkerModule } from './worker-module.js';
import type { WorkerConfig } from './worker-settings.js';

const text: MessageCodec<string> = {
  encode: (value) => new TextEncoder().encode(value),
  decode: (bytes) => new TextDecoder().decode(bytes),
};

/** Replies to one request when the test lets it. */
@Controller()
class Checks {
  isRunning = false;
  readonly #replies = new EventEmitter();

  @Responder('spec.check', { request: text, reply: text, queue: 'spec' })
  async check(): Promise<string> {
    const finished = once(this.#replies, 'finish');
    this.isRunning = true;
    await finished;
    return 'yes';
  }

  finish(): void {
    this.#replies.emit('finish');
  }
}

describe('a worker service', () => {
  const masterKey = randomBytes(32);
  let nats: TestNats;
  let nc: NatsConnection;
  let folder: TempDir;
  beforeAll(async () => {
    [nats, folder] = await Promise.all([startNats(), tempDir()]);
    nc = await connect({ servers: nats.url });
    await ensureEventStreams(nc);
    await ensureMessagingStreams(nc);
    const keys = new JetStreamDataKeys(nc, { masterKey });
    await keys.create(newAssetId());
    await keys.close();
  });
  afterAll(async () => {
    await nc.close();
    await nats.stop();
    await folder.remove();
  });

  const open = (key: string, over = nc): ReturnType<typeof openEngineParts> => {
    const config: WorkerConfig = {
      natsUrl: nats.url,
      natsUser: undefined,
      natsPassword: undefined,
      masterKey: key,
      artifactsDir: join(folder.path, 'artifacts'),
      artifactsUrl: undefined,
      s3: {},
      leaseTermMs: 20_000,
      ackWaitMs: 15_000,
      presenceEveryMs: 5_000,
      httpHost: '127.0.0.1',
      httpPort: 0,
      logLevel: 'error',
    };
    const logger = createLogger({ service: 'ingest', level: 'silent' });
    return openEngineParts({ service: 'ingest', lanes: [] }, config, { nc: over, logger, metrics: new Metrics('ingest') });
  };

  it('fails with a master key that does not match the log, before it changes anything', async () => {
    const wrong = randomBytes(32).toString('hex');
    await expect(open(wrong)).rejects.toMatchObject({
      kind: 'wrong-master-key',
      message: expect.stringContaining('give every service the same, original key') as string,
    });
    await expect(open(wrong)).rejects.not.toMatchObject({ message: expect.stringContaining(wrong) as string });
    await expect(open(masterKey.toString('hex'))).resolves.toBeDefined();
  });

  const noSteps = {
    get: () => {
      throw new Error('There are no steps');
    },
  };

  it('announces itself once it listens, and leaves when it closes', async () => {
    const parts = await open(masterKey.toString('hex'));
    const announcements = nc.subscribe(presenceSubject('ingest'), { max: 2 });
    await nc.flush();
    const strategy = new EngineStrategy(parts, noSteps);
    const answers: unknown[][] = [];
    strategy.listen((...answer) => answers.push(answer));
    expect(answers).toEqual([[]]);
    await strategy.close();
    const leaving: unknown[] = [];
    for await (const { data } of announcements)
      leaving.push([presenceCodec.decode(data).worker, presenceCodec.decode(data).leaving]);
    expect(leaving).toEqual([
      [parts.worker, undefined],
      [parts.worker, true],
    ]);
  });

  it('sends the last reply of its other transport before it closes their connection', async () => {
    const own = await connect({ servers: nats.url });
    const parts = await open(masterKey.toString('hex'), own);
    const { logger, metrics } = parts;
    const module = WorkerModule.of({ module: Checks, controllers: [Checks] }, { nc: own, health: new Health('ingest'), metrics });
    const app = await NestFactory.create(module, new FastifyAdapter(), { logger: false, abortOnError: false });
    for (const strategy of [new EngineStrategy(parts, noSteps), new BusStrategy(own, logger)])
      app.connectMicroservice({ strategy });
    await app.init();
    await app.startAllMicroservices();
    const announcements = nc.subscribe(presenceSubject('ingest'));
    const reply = nc.request('spec.check', text.encode('still there?'), { timeout: 10_000 });
    await until(() => app.get(Checks).isRunning, { what: 'the request' });
    const closing = app.close();
    for await (const { data } of announcements) if (presenceCodec.decode(data).leaving === true) break;
    // By now the engine has ended, but not its neighbour.
    await nc.flush();
    expect(own.isClosed()).toBe(false);
    app.get(Checks).finish();
    expect((await reply).string()).toBe('yes');
    await closing;
    expect(own.isClosed()).toBe(true);
  });
});
