import { readFileSync } from 'node:fs';
import { deploymentTool, promtoolVerdict, readSamples } from '@throughline/stack/testing';
import { VERSION } from '../service/version.js';
import { countingAppends } from './append-metrics.js';
import { Metrics } from './metrics.js';

describe('what Prometheus reads', () => {
  it('is what its own program accepts, names and help texts included', async () => {
    const metrics = new Metrics('ingest', { ofProcess: true });
    const refuse = (): Promise<never> => Promise.reject(new Error('not asked here'));
    countingAppends({ append: refuse, load: refuse, head: refuse }, metrics);
    metrics.state({
      source: 'queue',
      gauges: { throughline_depth: { help: 'Messages that wait', labels: ['lane'] } },
      read: () => [{ gauge: 'throughline_depth', labels: { lane: 'a "quoted"\\\nlane' }, value: 1 }],
    });
    const text = await metrics.scrape();
    expect(readSamples(text).find(({ name }) => name === 'throughline_depth')?.labels).toEqual({
      lane: 'a "quoted"\\\nlane',
    });
    expect(readSamples(text).map(({ name }) => name)).toContain('nodejs_eventloop_lag_seconds');
    const promtool = await deploymentTool('promtool');
    // On machines where it can neither be found nor fetched, our own reader has read all of it.
    if (promtool === undefined) return;
    expect(await promtoolVerdict(promtool, ['check', 'metrics'], text)).toBe('');
    const careless = '# TYPE throughline_things counter\nthroughline_things 1\n';
    expect(await promtoolVerdict(promtool, ['check', 'metrics'], careless)).toContain('throughline_things');
  }, 120_000);

  it('names the version of the product', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(VERSION).toBe(version);
  });
});
