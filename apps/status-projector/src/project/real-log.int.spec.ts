import { randomBytes } from 'node:crypto';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { SUBJECTS } from '@throughline/contracts';
import { JetStreamDataKeys, JetStreamEventStore, ensureEventStreams } from '@throughline/event-store';
import { createLogger } from '@throughline/service-kit';
import { startNats, startPostgres, until, type TestNats, type TestPostgres } from '@throughline/stack/testing';
import { openConnections } from '../connections.js';
import { recordingFold } from '../fold/recording-fold.js';
import { verify } from '../rebuild/rebuild.js';
import { Projection } from '../testing/projection.js';
import { readyRecording, appendJourney } from '../testing/journeys.js';
import { announceChanges } from './announce.js';

const masterKey = randomBytes(32);

describe('the projector on a real log with restricted rights', () => {
  let server: TestPostgres;
  let projection: Projection;
  let nats: TestNats;
  let admin: NatsConnection;
  let keys: JetStreamDataKeys;
  let log: JetStreamEventStore;

  beforeAll(async () => {
    server = await startPostgres();
    projection = await Projection.open(server);
    nats = await startNats({ plain: false });
    admin = await connect({ servers: nats.url, user: 'admin', pass: nats.passwords?.admin ?? '', maxReconnectAttempts: -1 });
    await ensureEventStreams(admin, { partitions: 3 });
    keys = new JetStreamDataKeys(admin, { masterKey });
    log = await JetStreamEventStore.open(admin, { keys });
  });
  afterAll(async () => {
    await projection.close();
    await keys.close();
    await admin.close();
    await nats.stop();
    await server.stop();
  });

  it('projects, announces changes, resumes after a broker restart, and verifies its rows', async () => {
    const heard: string[] = [];
    const subscription = admin.subscribe(SUBJECTS.changed, {
      callback: (_error, message) => {
        heard.push(message.string());
      },
    });
    const connections = await openConnections(
      'projector',
      {
        natsUrl: nats.url,
        natsUser: 'projector',
        natsPassword: nats.passwords?.projector,
        postgresUrl: projection.database.url,
        masterKey: masterKey.toString('hex'),
        logLevel: 'info',
        maxEvents: 5_000,
        cacheSize: 100,
        connections: 6,
      },
      createLogger({ service: 'spec', level: 'silent' }),
    );
    const { nc, store } = connections;
    try {
      const projector = projection.start(store, {
        onWritten: (batch) => {
          announceChanges(nc, recordingFold, batch);
          return Promise.resolve();
        },
      });
      const [one, two] = [readyRecording(), readyRecording()];
      await appendJourney(log, one);
      await appendJourney(log, two, { to: 5 });
      await projection.caughtUp(log);
      expect(await projection.rows(`select status, title from projection.asset where asset_id = $1`, [one.assetId])).toEqual([
        { status: 'READY', title: 'A talk' },
      ]);
      const revision = await log.head(one.assetId);
      const change = JSON.stringify({ assetId: one.assetId, owner: 'owner-1', revision, position: revision }).slice(0, -1);
      await until(() => heard.some((word) => word.startsWith(change)), { what: 'the word of the last change' });

      await nats.kill();
      await nats.restart();
      await appendJourney(log, two, { from: 5 });
      await projection.caughtUp(log);
      expect(await projection.rows(`select status from projection.asset`)).toEqual([{ status: 'READY' }, { status: 'READY' }]);
      expect(await projection.rows(`select kind from ops.ops_log`)).toEqual([]);
      expect(projector.health()).toEqual({ ok: true });

      const { pool } = projection;
      const { signal } = new AbortController();
      const report = await verify({ pool, store, fold: recordingFold, signal, maxEvents: 100, settleMs: 60_000 });
      expect(report).toMatchObject({ events: one.events.length + two.events.length, assets: 2, count: 0, notCompared: [] });
      await projection.stop(projector);
    } finally {
      subscription.unsubscribe();
      await connections.close();
    }
  }, 60_000);
});
