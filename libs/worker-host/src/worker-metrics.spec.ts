import { MemoryTimers } from '@throughline/messaging/testing';
import { Metrics } from '@throughline/service-kit';
import { readSamples, findSampleValue, until } from '@throughline/stack/testing';
import { WorkerMetrics } from './worker-metrics.js';

describe('the metrics of a worker', () => {
  let metrics: Metrics;
  let counted: WorkerMetrics;
  beforeEach(() => {
    metrics = new Metrics('upload');
    counted = new WorkerMetrics(metrics);
  });

  it('count every end of an attempt by step, outcome and code, with its duration', async () => {
    const trim = { step: 'TRIM', lane: 'media' };
    counted.attemptEnded({ ...trim, outcome: 'completed', code: undefined, tookMs: 1_500 });
    counted.attemptEnded({ ...trim, outcome: 'retried', code: 'ENOSPC', tookMs: 20 });
    counted.attemptEnded({ ...trim, outcome: 'interrupted', code: 'lease-expired', tookMs: undefined });
    const text = await metrics.scrape();
    const ended = readSamples(text).filter(({ name }) => name === 'throughline_step_attempts_total');
    expect(ended.map(({ labels, value }) => [labels['step'], labels['outcome'], labels['code'], value])).toEqual([
      ['TRIM', 'completed', '', 1],
      ['TRIM', 'retried', 'ENOSPC', 1],
      ['TRIM', 'interrupted', 'lease-expired', 1],
    ]);
    const duration = (suffix: string, labels = {}): number | undefined =>
      findSampleValue(text, `throughline_step_attempt_duration_seconds_${suffix}`, { step: 'TRIM', ...labels });
    expect(duration('sum', { outcome: 'completed' })).toBe(1.5);
    expect(duration('bucket', { outcome: 'completed', le: '2' })).toBe(1);
    // A takeover does no work of the attempt, so its duration is unknown.
    expect(duration('count', { outcome: 'interrupted' })).toBeUndefined();
    expect(findSampleValue(text, 'throughline_deliveries_total')).toBeUndefined();
  });

  it('count deliveries by the type of their destination, whatever the outputs are called', async () => {
    for (const output of ['library', 'Anna-and-Ben', 'backup'])
      counted.attemptEnded({ step: `deliver:${output}`, lane: 'folder', outcome: 'completed', code: undefined, tookMs: 1 });
    counted.attemptEnded({ step: 'deliver:tube', lane: 'youtube', outcome: 'unconfirmed', code: undefined, tookMs: 1 });
    const followUp = { step: 'deliver:tube/thumbnail', lane: 'youtube' };
    counted.attemptEnded({ ...followUp, outcome: 'completed', code: undefined, tookMs: 1 });
    const text = await metrics.scrape();
    const deliveries = readSamples(text).filter(({ name }) => name === 'throughline_deliveries_total');
    expect(deliveries.map(({ labels, value }) => [labels, value])).toEqual([
      [{ destination: 'folder', outcome: 'completed' }, 3],
      [{ destination: 'youtube', outcome: 'unconfirmed' }, 1],
    ]);
    expect(findSampleValue(text, 'throughline_step_attempts_total', { step: 'deliver/thumbnail' })).toBe(1);
    expect(text).not.toContain('Anna');
  });

  it('start delivery counters at zero, so that the first one shows as an increase', async () => {
    const fresh = new Metrics('upload');
    new WorkerMetrics(fresh, ['folder', 's3']);
    const text = await fresh.scrape();
    const of = (destination: string, outcome: string): number | undefined =>
      findSampleValue(text, 'throughline_deliveries_total', { destination, outcome });
    expect([of('folder', 'unconfirmed'), of('s3', 'failed'), of('tape', 'failed')]).toEqual([0, 0, undefined]);
  });

  it('limit the codes that an engine or a script may add, and hold none of their text', async () => {
    for (let number = 0; number < 1_000; number += 1)
      counted.attemptEnded({
        step: `STEP-${String(number)}`,
        lane: `lane-${String(number)}`,
        outcome: 'failed',
        code: `Cannot read My Holidays ${String(number)}.mp4`,
        tookMs: 1,
      });
    const samples = readSamples(await metrics.scrape());
    expect(samples.filter(({ name }) => name === 'throughline_step_attempts_total')).toHaveLength(51);
    expect(new Set(samples.map(({ labels }) => labels['code']))).toEqual(new Set([undefined, 'other']));
  });

  it('measure the lateness of timers', async () => {
    const timers = counted.measuring(new MemoryTimers());
    const stopping = new AbortController();
    const due: string[] = [];
    const { signal } = stopping;
    const consuming = timers.consume({
      service: 'upload',
      onDue: (timer) => {
        due.push(timer.purpose);
        return Promise.resolve();
      },
      signal,
    });
    const dueAt = new Date(Date.now() - 120_000).toISOString();
    await timers.set({ v: 1, service: 'upload', assetId: '0190f5fe-7c00-7a00-8a00-0123456789ab', purpose: 'TRIM', dueAt });
    await until(() => due.length > 0, { what: 'the timer' });
    stopping.abort();
    await consuming;
    const text = await metrics.scrape();
    expect(findSampleValue(text, 'throughline_timer_lateness_seconds_bucket', { le: '60' })).toBe(0);
    expect(findSampleValue(text, 'throughline_timer_lateness_seconds_bucket', { le: '600' })).toBe(1);
  });
});
