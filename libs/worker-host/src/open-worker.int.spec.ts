import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { newAssetId } from '@throughline/contracts';
import { JetStreamDataKeys, ensureEventStreams } from '@throughline/event-store';
import { ensureMessagingStreams } from '@throughline/messaging';
import { Metrics, createLogger } from '@throughline/service-kit';
import { startNats, tempDir, type TempDir, type TestNats } from '@throughline/stack/testing';
import { openWorker } from './open-worker.js';
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

  const open = (key: string): ReturnType<typeof openWorker> => {
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
    const definition = { service: 'ingest', lanes: [], handlers: () => () => undefined } as const;
    return openWorker(definition, config, { nc, logger, stopping: new AbortController().signal, metrics: new Metrics('ingest') });
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
});
