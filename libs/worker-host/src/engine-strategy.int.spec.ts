import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { newAssetId, presenceCodec, presenceSubject } from '@throughline/contracts';
import { JetStreamDataKeys, ensureEventStreams } from '@throughline/event-store';
import { ensureMessagingStreams } from '@throughline/messaging';
import { Metrics, createLogger } from '@throughline/service-kit';
import { startNats, tempDir, type TempDir, type TestNats } from '@throughline/stack/testing';
import { openEngineParts } from './engine-parts.js';
import { EngineStrategy } from './engine-strategy.js';
import type { WorkerConfig } from './worker-settings.js';

describe('a worker service at its start', () => {
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

  it('announces itself once it listens, and leaves and drains its connection when it closes', async () => {
    const own = await connect({ servers: nats.url });
    const parts = await open(masterKey.toString('hex'), own);
    const announcements = nc.subscribe(presenceSubject('ingest'), { max: 2 });
    await nc.flush();
    const strategy = new EngineStrategy(parts, {
      get: () => {
        throw new Error('There are no steps');
      },
    });
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
    expect(own.isClosed()).toBe(true);
  });
});
