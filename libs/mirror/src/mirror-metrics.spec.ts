import type { MirrorRecord } from '@throughline/contracts';
import { Metrics } from '@throughline/service-kit';
import { readSamples, findSampleValue } from '@throughline/stack/testing';
import { MirrorMetrics } from './mirror-metrics.js';

const NOW = Date.parse('2026-02-05T10:10:00.000Z');

describe('the metrics of the pages', () => {
  let metrics: Metrics;
  let mirror: MirrorMetrics;
  beforeEach(() => {
    metrics = new Metrics('upload');
    mirror = new MirrorMetrics(metrics, () => NOW);
  });

  const aRecord = (overrides: Partial<MirrorRecord> = {}): MirrorRecord => ({
    v: 1,
    assetId: '0190f5fe-7c00-7a00-8a00-0123456789ab',
    owner: 'owner-1',
    channel: 1,
    page: '11111111-2222-4333-8444-555555555555',
    runAt: '2026-02-05T10:00:00.000Z',
    wanted: { status: 'Complete', digest: 'a'.repeat(32), since: '2026-02-05T10:05:00.000Z' },
    ...overrides,
  });
  const sent: MirrorRecord['sent'] = { status: 'Complete', digest: 'a'.repeat(32), at: '2026-02-05T10:06:00.000Z' };
  const trouble = { code: 'x', message: 'y', since: '', at: '', tries: 1, retryAt: '' };

  it('are absent in a process that does not write', async () => {
    const samples = readSamples(await metrics.scrape());
    expect(samples.filter(({ name }) => /mirror_(?:pages|last|oldest)/.test(name))).toEqual([]);
    expect(findSampleValue(await metrics.scrape(), 'throughline_mirror_writes_total')).toBe(0);
  });

  it('count pages by state, with the last success and the age of the oldest outdated page', async () => {
    const { wanted: _wanted, ...bare } = aRecord();
    const erased: MirrorRecord = { ...bare, erased: true };
    const records = [
      aRecord({ sent }),
      aRecord({ sent: { ...sent, digest: 'b'.repeat(32) } }),
      aRecord({ trouble }),
      aRecord({ supersededBy: 'x' }),
      aRecord({ sent, recheck: true, behindSince: '2026-02-05T10:09:00.000Z' }),
      erased,
    ];
    mirror.follow({ all: () => records.values() });
    const text = await metrics.scrape();
    const pages = (state: string): number | undefined => findSampleValue(text, 'throughline_mirror_pages', { state });
    expect(['current', 'behind', 'failing', 'superseded', 'off'].map(pages)).toEqual([1, 2, 1, 1, 0]);
    expect(findSampleValue(text, 'throughline_mirror_last_success_timestamp_seconds')).toBe(Date.parse(sent.at) / 1_000);
    expect(findSampleValue(text, 'throughline_mirror_oldest_unwritten_age_seconds')).toBe(300);
    mirror.unfollow();
    expect(findSampleValue(await metrics.scrape(), 'throughline_mirror_pages', { state: 'current' })).toBeUndefined();
  });

  it('count writes, and failures by code', async () => {
    mirror.written();
    mirror.failed('page-not-shared');
    mirror.failed('page-not-shared');
    const text = await metrics.scrape();
    expect(findSampleValue(text, 'throughline_mirror_writes_total')).toBe(1);
    expect(findSampleValue(text, 'throughline_mirror_failures_total', { code: 'page-not-shared' })).toBe(2);
  });
});
