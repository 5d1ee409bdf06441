import {
  SERVICES,
  debianTool,
  runPromtool,
  readSamples,
  findSampleValue,
  startSystem,
  until,
  withTool,
} from '@throughline/stack/testing';
import type { ServiceName, System } from '@throughline/stack/testing';
import { shortTalk } from './media.js';
import { RecordingsClient } from './recordings-client.js';

/** A word in every text that a person writes. */
const WORD = 'Zeugnisverleihung';

const promtool = await debianTool('promtool');

describe('the metrics of an installation', () => {
  let system: System;
  let client: RecordingsClient;
  beforeAll(async () => {
    system = await startSystem();
    client = new RecordingsClient(system.url, system.token);
  }, 120_000);
  afterAll(() => system.close(), 60_000);

  const scrape = async (service: ServiceName): Promise<string> => {
    const response = await fetch(`${system.service(service).url}/metrics`);
    expect(response.status).toBe(200);
    return response.text();
  };
  const countEnds = async (service: ServiceName, step: string): Promise<[number | undefined, number | undefined]> => {
    const text = await scrape(service);
    const of = { step, outcome: 'completed' };
    return [
      findSampleValue(text, 'throughline_step_attempts_total', of),
      findSampleValue(text, 'throughline_step_attempt_duration_seconds_count', of),
    ];
  };

  it('report outcomes and durations of every step of a recording', async () => {
    const { id } = await client.pushPatiently(shortTalk(), { title: `${WORD} von Anna`, run: true });
    await client.waitReady(id);
    expect(await countEnds('ingest', 'DOWNLOAD')).toEqual([1, 1]);
    for (const stage of ['TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'])
      expect([stage, await countEnds('processing', stage)]).toEqual([stage, [1, 1]]);
    // The delivery is counted when its message is acknowledged, just after the recording is ready.
    await until(async () => (await countEnds('upload', 'deliver'))[0] === 1, { what: 'the end of the delivery' });
    const delivered = { destination: 'folder', outcome: 'completed' };
    expect(findSampleValue(await scrape('upload'), 'throughline_deliveries_total', delivered)).toBe(1);
    for (const service of ['gateway', 'ingest', 'processing', 'upload'] as const) {
      const commits = findSampleValue(await scrape(service), 'throughline_commits_total', { outcome: 'appended' });
      expect([service, commits]).toEqual([service, expect.any(Number)]);
    }
  }, 180_000);

  it('report the state of the installation with only the rights of the services', async () => {
    const served = [
      ['ingest', 'download'],
      ['processing', 'media'],
      ['upload', 'folder'],
    ] as const;
    // Workers are reported only once the gateway has listened long enough.
    const gateway = await until(
      async () => {
        const samples = await scrape('gateway');
        const known = served.every(
          ([service, lane]) => findSampleValue(samples, 'throughline_lane_workers', { service, lane }) !== undefined,
        );
        return known ? samples : undefined;
      },
      { timeout: 60_000, interval: 250, what: 'workers that are known' },
    );
    for (const [service, lane] of served) {
      expect([lane, findSampleValue(gateway, 'throughline_lane_pending', { service, lane })]).toEqual([lane, 0]);
      expect([lane, findSampleValue(gateway, 'throughline_lane_workers', { service, lane })]).toEqual([lane, 1]);
      expect([service, findSampleValue(gateway, 'throughline_timers', { service })]).toEqual([service, 0]);
    }
    expect(findSampleValue(gateway, 'throughline_leases', { state: 'stalled' })).toBe(0);
    expect(findSampleValue(gateway, 'throughline_dead_letters')).toBe(0);
    const registered = { route: '/api/v1/recordings', method: 'POST', status: '202' };
    expect(findSampleValue(gateway, 'throughline_http_requests_total', registered)).toBe(1);
    const projector = await scrape('status-projector');
    const lags = readSamples(projector).filter(({ name }) => name === 'throughline_projection_lag_commits');
    expect(lags.map(({ value }) => value)).toEqual(Array.from({ length: 8 }, () => 0));
    expect(findSampleValue(projector, 'throughline_projected_commits_total')).toBeGreaterThan(10);
  });

  it('contain nothing that people have written', async () => {
    for (const service of SERVICES) {
      const text = await scrape(service);
      expect(findSampleValue(text, 'throughline_build_info', { service })).toBe(1);
      const failed = readSamples(text).filter(({ name, value }) => name === 'throughline_scrape_errors_total' && value > 0);
      expect([service, failed]).toEqual([service, []]);
      expect(text).not.toContain(WORD);
      expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
    }
  }, 60_000);

  withTool('promtool', promtool, () => {
    it('are accepted by Prometheus', async () => {
      for (const service of SERVICES) {
        const verdict = await runPromtool(promtool?.path ?? '', ['check', 'metrics'], await scrape(service));
        expect([service, verdict]).toEqual([service, '']);
      }
    }, 60_000);
  });

  it("leave out the broker's values while it is away, and report the error", async () => {
    const broker = await scrape('gateway');
    expect(findSampleValue(broker, 'throughline_lane_pending', { lane: 'media' })).toBe(0);
    await system.nats.kill();
    await until(
      async () => {
        const text = await scrape('gateway');
        return (
          findSampleValue(text, 'throughline_lane_pending', { lane: 'media' }) === undefined &&
          findSampleValue(text, 'throughline_leases', { state: 'stalled' }) === undefined &&
          (findSampleValue(text, 'throughline_scrape_errors_total', { source: 'lanes' }) ?? 0) > 0
        );
      },
      { what: 'metrics without the broker' },
    );
    expect(
      findSampleValue(await scrape('status-projector'), 'throughline_projection_lag_commits', { partition: '0' }),
    ).toBeUndefined();
    await system.nats.restart();
    await until(async () => findSampleValue(await scrape('gateway'), 'throughline_lane_pending', { lane: 'media' }) === 0, {
      what: 'the lanes, told again',
    });
  }, 60_000);
});
