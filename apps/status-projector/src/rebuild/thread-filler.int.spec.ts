import { randomBytes } from 'node:crypto';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { JetStreamDataKeys, JetStreamEventStore, ensureEventStreams } from '@throughline/event-store';
import { startNats, startPostgres, type TestNats, type TestPostgres } from '@throughline/stack/testing';
import type { ConnectionConfig } from '../config.js';
import { recordingFold } from '../fold/recording-fold.js';
import { appendJourney, readyRecording } from '../testing/journeys.js';
import { Projection } from '../testing/projection.js';
import { rebuild, type RebuildOptions } from './rebuild.js';
import { openThreads } from './thread-filler.js';

/** The file that the command starts. */
const THREAD = new URL('../../bundle/fill-thread.main.js', import.meta.url);
const masterKey = randomBytes(32);

describe('a rebuild in threads', () => {
  let server: TestPostgres;
  let projection: Projection;
  let nats: TestNats;
  let admin: NatsConnection;
  let keys: JetStreamDataKeys;
  let log: JetStreamEventStore;
  let config: ConnectionConfig;

  beforeAll(async () => {
    server = await startPostgres();
    projection = await Projection.open(server);
    nats = await startNats({ plain: false });
    admin = await connect({ servers: nats.url, user: 'admin', pass: nats.passwords?.admin ?? '' });
    await ensureEventStreams(admin, { partitions: 3 });
    keys = new JetStreamDataKeys(admin, { masterKey });
    log = await JetStreamEventStore.open(admin, { keys });
    config = {
      natsUrl: nats.url,
      natsUser: 'projector',
      natsPassword: nats.passwords?.projector,
      postgresUrl: projection.database.url,
      masterKey: masterKey.toString('hex'),
      logLevel: 'info',
      maxEvents: 5_000,
      cacheSize: 100,
      connections: 6,
    };
    for (let count = 0; count < 6; count += 1) await appendJourney(log, readyRecording());
    projection.start(log);
    await projection.caughtUp(log);
  });
  afterAll(async () => {
    await projection.close();
    await keys.close();
    await admin.close();
    await nats.stop();
    await server.stop();
  });

  const options = (overrides: Partial<RebuildOptions> = {}, connection: Partial<ConnectionConfig> = {}): RebuildOptions => ({
    pool: projection.pool,
    store: log,
    fold: recordingFold,
    signal: new AbortController().signal,
    dryRun: false,
    maxEvents: 100,
    settleMs: 60_000,
    openFillers: openThreads({ config: { ...config, ...connection }, most: 2, commits: 1_000_000, cores: 3, file: THREAD }),
    ...overrides,
  });
  const shadows = (): Promise<unknown[]> =>
    projection.rows(`select nspname from pg_namespace where nspname = 'projection_rebuild'`);

  it('gives the projected rows, and reports its progress', async () => {
    const before = await projection.contents();
    let told = 0;
    const report = await rebuild(options({ onProgress: (events) => (told += events) }));
    expect(report).toMatchObject({ assets: 6, count: 0, notCompared: [], swapped: true });
    expect(await projection.contents()).toEqual(before);
    expect(before['audit']).toHaveLength(told);
    expect(report.events).toBe(told);
  });

  it('ends with its threads if it is aborted, and leaves no tables behind', async () => {
    const stop = new AbortController();
    const aborted = rebuild(
      options({
        signal: stop.signal,
        onProgress: () => {
          stop.abort();
        },
      }),
    );
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(await shadows()).toEqual([]);
  });

  it('passes on why a thread failed', async () => {
    const { href } = Object.assign(new URL(config.postgresUrl), { pathname: '/nowhere' });
    await expect(rebuild(options({}, { postgresUrl: href }))).rejects.toMatchObject({
      code: '3D000',
      message: 'database "nowhere" does not exist',
    });
    expect(await shadows()).toEqual([]);
  });
});
