import { readFileSync } from 'node:fs';
import { debianTool, runPromtool, readSamples, withTool } from '@throughline/stack/testing';
import { VERSION } from '../version.js';
import { countAppends } from './append-metrics.js';
import { Metrics } from './metrics.js';

const promtool = await debianTool('promtool');

describe('the metrics of a service', () => {
  const scraped = (): Promise<string> => {
    const metrics = new Metrics('ingest', { ofProcess: true });
    const refuse = (): Promise<never> => Promise.reject(new Error('not asked here'));
    countAppends({ append: refuse, load: refuse, head: refuse }, metrics);
    metrics.state({
      source: 'queue',
      gauges: { throughline_depth: { help: 'Messages that wait', labels: ['lane'] } },
      read: () => [{ gauge: 'throughline_depth', labels: { lane: 'a "quoted"\\\nlane' }, value: 1 }],
    });
    return metrics.scrape();
  };

  it('have the labels and values that were observed', async () => {
    const text = await scraped();
    expect(readSamples(text).find(({ name }) => name === 'throughline_depth')?.labels).toEqual({
      lane: 'a "quoted"\\\nlane',
    });
    expect(readSamples(text).map(({ name }) => name)).toContain('nodejs_eventloop_lag_seconds');
  });

  withTool('promtool', promtool, () => {
    const verdictOn = (text: string): Promise<string> => runPromtool(promtool?.path ?? '', ['check', 'metrics'], text);

    it('are accepted by Prometheus, including names and help texts', async () => {
      expect(await verdictOn(await scraped())).toBe('');
      const careless = '# TYPE throughline_things counter\nthroughline_things 1\n';
      expect(await verdictOn(careless)).toContain('throughline_things');
    });
  });

  it("contain the product's version", () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(VERSION).toBe(version);
  });
});
