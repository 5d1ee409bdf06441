import { randomBytes } from 'node:crypto';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { newAssetId, partitionOf } from '@throughline/contracts';
import { aConfig, Journey } from '@throughline/domain/testing';
import { JetStreamDataKeys, JetStreamEventStore, ensureEventStreams } from '@throughline/event-store';
import { Metrics } from '@throughline/service-kit';
import {
  readSamples,
  sampleValue,
  startNats,
  startOwnPostgres,
  until,
  type OwnPostgres,
  type TestNats,
} from '@throughline/stack/testing';
import type pg from 'pg';
import { openPool } from '../open-pool.js';
import type { PartitionStatus } from '../project/partition-status.js';
import { Projection } from '../testing/projection.js';
import { readyRecording, tell } from '../testing/stories.js';
import { tellOfLag, tellOfPartitions } from './projection-metrics.js';
import { tellOfTables } from './table-state.js';

const PARTITIONS = 3;
const LAG = 'throughline_projection_lag_commits';
const LAG_SECONDS = 'throughline_projection_lag_seconds';

describe('what a projector tells of the tables', () => {
  let postgres: OwnPostgres;
  let nats: TestNats;
  let nc: NatsConnection;
  let keys: JetStreamDataKeys;
  let store: JetStreamEventStore;
  let projection: Projection;
  let pool: pg.Pool;
  let metrics: Metrics;
  let statuses: ReadonlyMap<number, PartitionStatus>;
  beforeAll(async () => {
    [postgres, nats] = await Promise.all([startOwnPostgres(), startNats()]);
    nc = await connect({ servers: nats.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
    await ensureEventStreams(nc, { partitions: PARTITIONS });
    keys = new JetStreamDataKeys(nc, { masterKey: randomBytes(32) });
    store = await JetStreamEventStore.open(nc, { keys });
    projection = await Projection.open(postgres);
    const limits = { max: 3, connectionTimeoutMillis: 1_500, statement_timeout: 1_500 };
    pool = openPool({ connectionString: projection.database.url, ...limits }, () => undefined);
    metrics = new Metrics('status-projector');
    statuses = new Map();
    tellOfTables(metrics, pool);
    tellOfLag(metrics, { nc, pool });
    tellOfPartitions(metrics, () => statuses);
  });
  afterAll(async () => {
    await pool.end();
    await projection.close();
    await keys.close();
    await nc.close();
    await nats.stop();
    await postgres.stop();
  });
  const scrape = (): Promise<string> => metrics.scrape();
  const values = (text: string, name: string): number[] =>
    readSamples(text)
      .filter((sample) => sample.name === name)
      .map(({ value }) => value);
  const errors = (text: string, source: string): number | undefined =>
    sampleValue(text, 'throughline_scrape_errors_total', { source });

  it('is nothing of partitions that nobody has begun to project', async () => {
    const text = await scrape();
    expect(values(text, LAG)).toEqual([]);
    expect(values(text, 'throughline_steps_open')).toEqual([]);
    expect(errors(text, 'projection')).toBe(0);
  });

  it('is open steps, what they wait for, what is parked, and how far the rows are behind', async () => {
    const waiting = new Journey(newAssetId()).register();
    waiting.run(aConfig(['library']));
    waiting.through('DOWNLOAD');
    waiting.start('TRIM');
    waiting.wait('TRIM');
    await tell(store, waiting);
    await tell(store, readyRecording());
    const projector = projection.start(store);
    await projection.caughtUp(store);
    ({ statuses } = projector);
    await until(() => [...projector.statuses.values()].every(({ state }) => state === 'live'), { what: 'live partitions' });
    const text = await scrape();
    const lane = { service: 'processing', lane: 'media', status: 'scheduled' };
    expect(sampleValue(text, 'throughline_steps_open', lane)).toBe(1);
    expect(sampleValue(text, 'throughline_steps_waiting', { reason: 'disk-full' })).toBe(1);
    expect(values(text, 'throughline_quarantined_assets')).toEqual([]);
    expect([values(text, LAG), values(text, LAG_SECONDS)]).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(sampleValue(text, 'throughline_projector_partitions', { state: 'live' })).toBe(PARTITIONS);
    await projection.stop(projector);
    const later = readyRecording();
    await tell(store, later);
    const behind = await scrape();
    const partition = String(partitionOf(later.assetId, PARTITIONS));
    expect(sampleValue(behind, LAG, { partition })).toBe(later.commits.length);
    expect(sampleValue(behind, LAG_SECONDS, { partition })).toBeGreaterThan(0);
    await projection.pool.query(
      `insert into projection.quarantine (asset_id, position, revision, reason_kind, reason, since)
       values ('x', 1, 1, 'undecodable', 'A word of Anna', now())`,
    );
    const parked = await scrape();
    expect(sampleValue(parked, 'throughline_quarantined_assets', { reason: 'undecodable' })).toBe(1);
    expect(parked).not.toMatch(/Anna|A talk/);
  }, 60_000);

  it('is nothing of the log while the broker is away, and all the rest', async () => {
    await nats.kill();
    const text = await scrape();
    expect([values(text, LAG), values(text, LAG_SECONDS)]).toEqual([[], []]);
    expect(errors(text, 'projection')).toBe(1);
    expect(values(text, 'throughline_steps_open')).toEqual([1]);
    await nats.restart();
    await until(async () => values(await scrape(), LAG).length === PARTITIONS, { what: 'the lag, told again' });
  }, 60_000);

  it('is nothing of a table that somebody locks, within the time of a scrape', async () => {
    const client = await projection.pool.connect();
    await client.query('begin; lock table projection.processing_step in access exclusive mode');
    const text = await scrape();
    expect([values(text, 'throughline_steps_open'), errors(text, 'steps')]).toEqual([[], 1]);
    expect(values(text, LAG)).toHaveLength(PARTITIONS);
    await client.query('rollback');
    client.release();
    await until(async () => values(await scrape(), 'throughline_steps_open').length === 1, { what: 'the steps, told again' });
  }, 60_000);

  it('is nothing while the database is away, not what it was before', async () => {
    await postgres.kill();
    const text = await scrape();
    for (const name of ['throughline_steps_open', 'throughline_steps_waiting', 'throughline_quarantined_assets', LAG])
      expect([name, values(text, name)]).toEqual([name, []]);
    for (const source of ['steps', 'quarantine', 'projection']) expect(errors(text, source)).toBeGreaterThan(0);
    expect(sampleValue(text, 'throughline_scrape_errors_total', { source: 'partitions' })).toBe(0);
    await postgres.restart();
    await until(async () => values(await scrape(), 'throughline_steps_open').length === 1, { what: 'the steps, told again' });
  }, 60_000);
});
