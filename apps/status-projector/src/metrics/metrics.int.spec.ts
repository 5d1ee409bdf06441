import { randomBytes } from 'node:crypto';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { newAssetId, partitionOf } from '@throughline/contracts';
import { aConfig, Journey } from '@throughline/domain/testing';
import { JetStreamDataKeys, JetStreamEventStore, ensureEventStreams } from '@throughline/event-store';
import { Metrics } from '@throughline/service-kit';
import {
  readSamples,
  findSampleValue,
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
import { readyRecording, appendJourney } from '../testing/journeys.js';
import { registerLagMetrics, registerPartitionMetrics } from './projection-metrics.js';
import { registerTableMetrics } from './table-state.js';

const PARTITIONS = 3;
const LAG = 'throughline_projection_lag_commits';
const LAG_SECONDS = 'throughline_projection_lag_seconds';

describe('the table metrics of a projector', () => {
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
    const limits = { max: 3, connectionTimeoutMillis: 5_000, statement_timeout: 5_000 };
    pool = openPool({ connectionString: projection.database.url, ...limits }, () => undefined);
    metrics = new Metrics('status-projector', { limitMs: 10_000 });
    statuses = new Map();
    registerTableMetrics(metrics, pool);
    registerLagMetrics(metrics, { nc, pool });
    registerPartitionMetrics(metrics, () => statuses);
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
    findSampleValue(text, 'throughline_scrape_errors_total', { source });

  it('have no values for partitions without a projection', async () => {
    const text = await scrape();
    expect(values(text, LAG)).toEqual([]);
    expect(values(text, 'throughline_steps_open')).toEqual([]);
    expect(errors(text, 'projection')).toBe(0);
  });

  it('show open steps, their waits, quarantined assets, and the lag of the rows', async () => {
    const waiting = new Journey(newAssetId()).register();
    waiting.run(aConfig(['library']));
    waiting.through('DOWNLOAD');
    waiting.start('TRIM');
    waiting.wait('TRIM');
    await appendJourney(store, waiting);
    await appendJourney(store, readyRecording());
    const projector = projection.start(store);
    await projection.caughtUp(store);
    const live = (): number => [...projector.statuses.values()].filter(({ state }) => state === 'live').length;
    await until(() => live() === PARTITIONS, { what: 'live partitions' });
    ({ statuses } = projector);
    const text = await scrape();
    const lane = { service: 'processing', lane: 'media', status: 'scheduled' };
    expect(findSampleValue(text, 'throughline_steps_open', lane)).toBe(1);
    expect(findSampleValue(text, 'throughline_steps_waiting', { reason: 'disk-full' })).toBe(1);
    expect(values(text, 'throughline_quarantined_assets')).toEqual([]);
    expect([values(text, LAG), values(text, LAG_SECONDS)]).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(findSampleValue(text, 'throughline_projector_partitions', { state: 'live' })).toBe(PARTITIONS);
    await projection.stop(projector);
    const later = readyRecording();
    await appendJourney(store, later);
    const behind = await scrape();
    const partition = String(partitionOf(later.assetId, PARTITIONS));
    expect(findSampleValue(behind, LAG, { partition })).toBe(later.commits.length);
    expect(findSampleValue(behind, LAG_SECONDS, { partition })).toBeGreaterThan(0);
    await projection.pool.query(
      `insert into projection.quarantine (asset_id, position, revision, reason_kind, reason, since)
       values ('x', 1, 1, 'undecodable', 'A word of Anna', now())`,
    );
    const parked = await scrape();
    expect(findSampleValue(parked, 'throughline_quarantined_assets', { reason: 'undecodable' })).toBe(1);
    expect(parked).not.toMatch(/Anna|A talk/);
  }, 60_000);

  it('omit only the values of the log while the broker is unavailable', async () => {
    await nats.kill();
    const text = await scrape();
    expect([values(text, LAG), values(text, LAG_SECONDS)]).toEqual([[], []]);
    expect(errors(text, 'projection')).toBe(1);
    expect(values(text, 'throughline_steps_open')).toEqual([1]);
    await nats.restart();
    await until(async () => values(await scrape(), LAG).length === PARTITIONS, { what: 'the lag, told again' });
  }, 60_000);

  it('omit a locked table within the time limit of a scrape', async () => {
    const client = await projection.pool.connect();
    await client.query('begin; lock table projection.processing_step in access exclusive mode');
    const text = await scrape();
    expect([values(text, 'throughline_steps_open'), errors(text, 'steps')]).toEqual([[], 1]);
    expect(values(text, LAG)).toHaveLength(PARTITIONS);
    await client.query('rollback');
    client.release();
    await until(async () => values(await scrape(), 'throughline_steps_open').length === 1, { what: 'the steps, told again' });
  }, 60_000);

  it('have no values while the database is unavailable, instead of old ones', async () => {
    await postgres.kill();
    // A backend outlives the killed server until it notices, and answers one more query meanwhile.
    await until(() => pool.totalCount === 0, { what: 'the end of the connections' });
    const text = await scrape();
    for (const name of ['throughline_steps_open', 'throughline_steps_waiting', 'throughline_quarantined_assets', LAG])
      expect([name, values(text, name)]).toEqual([name, []]);
    for (const source of ['steps', 'quarantine', 'projection']) expect(errors(text, source)).toBeGreaterThan(0);
    expect(findSampleValue(text, 'throughline_scrape_errors_total', { source: 'partitions' })).toBe(0);
    await postgres.restart();
    await until(async () => values(await scrape(), 'throughline_steps_open').length === 1, { what: 'the steps, told again' });
  }, 60_000);
});
