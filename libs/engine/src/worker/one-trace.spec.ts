import { context, trace, type Span } from '@opentelemetry/api';
import { newId, PermanentError } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { runInSpan } from '@throughline/telemetry';
import { recordSpans, type RecordedSpans } from '@throughline/telemetry/testing';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { Workshop } from '../testing/workshop.js';

const until = async (condition: () => Promise<boolean> | boolean): Promise<void> => {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('not in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

const traceIdOf = (span: ReadableSpan): string => span.spanContext().traceId;

describe('the trace of a recording', () => {
  let shop: Workshop;
  let spans: RecordedSpans;
  beforeEach(() => {
    spans = recordSpans();
    shop = new Workshop();
  });
  afterEach(async () => {
    await shop.close();
    await spans.end();
  });

  const request = async <T>(name: string, run: () => Promise<T>): Promise<{ readonly answer: T; readonly span: Span }> => {
    let asked = trace.wrapSpanContext({ traceId: '', spanId: '', traceFlags: 0 });
    const answer = await runInSpan(name, {}, (span) => {
      asked = span;
      return run();
    });
    return { answer, span: asked };
  };
  const parentOf = (span: ReadableSpan): ReadableSpan | undefined =>
    spans.all().find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId);
  const stepSpan = (step: string): ReadableSpan => spans.one(`step ${step}`);
  const hireAll = (handlers: Parameters<Workshop['hire']>[1] = {}): void => {
    for (const service of ['ingest', 'processing', 'upload'] as const) shop.hire(service, handlers);
  };
  const isRecorded = (name: string): boolean => spans.all().some((span) => span.name === name);

  it('has every step below the commit that scheduled it, in the trace of the first request', async () => {
    hireAll();
    const { answer: assetId, span } = await request('POST', () => shop.start());
    await until(() => shop.isOver(assetId));
    await until(() => isRecorded('step deliver:library'));
    const steps = spans.all().filter(({ name }) => name.startsWith('step '));
    const names = steps.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['step DOWNLOAD', 'step TRIM', 'step TRANSCRIBE']);
    expect(names.slice(3, 5).sort()).toEqual(['step EXTRACT_TOPICS', 'step GENERATE_SUBTITLES']);
    expect(names.slice(5)).toEqual(['step deliver:library']);
    for (const step of steps) {
      expect(traceIdOf(step)).toBe(span.spanContext().traceId);
      expect(step.attributes).toMatchObject({ 'throughline.asset.id': assetId, 'throughline.outcome': 'completed' });
      const queued = parentOf(step);
      expect(queued?.name).toBe('publish tl.work.{service}.{lane}.{asset}.{step}.{attempt}');
      const commit = queued === undefined ? undefined : parentOf(queued);
      expect(commit?.name).toMatch(/^(commit|publish tl\.events)/);
    }
    const { commits } = await shop.store.load(assetId);
    expect(new Set(commits.map(({ trace: written }) => written?.split('-')[1]))).toEqual(new Set([span.spanContext().traceId]));
  });

  it('continues when a request with another trace acts on it, with links in both directions', async () => {
    const { answer: assetId, span: began } = await request('POST', () => shop.start());
    const { span: acted } = await request('CANCEL', () => shop.ask(assetId, { type: 'CancelRun' }));
    const cancelled = spans.all().find(({ attributes }) => String(attributes['throughline.events']).includes('RunCancelled'));
    if (cancelled === undefined) throw new Error('no commit of the cancellation');
    expect(traceIdOf(cancelled)).toBe(began.spanContext().traceId);
    expect(cancelled.links.map(({ context: of }) => of.spanId)).toEqual([acted.spanContext().spanId]);
    expect(spans.one('CANCEL').links.map(({ context: of }) => of.spanId)).toEqual([cancelled.spanContext().spanId]);
  });

  it('ends with its run: a further run starts a new trace with a link to the earlier one', async () => {
    hireAll();
    const { answer: assetId, span: first } = await request('POST', () => shop.start());
    await until(() => shop.isOver(assetId));
    await shop.ask(assetId, { type: 'ResetAsset' });
    const command = { type: 'StartRun', runId: newId(), config: defaultRunConfig, configSources: {} } as const;
    const { span: second } = await request('RUN', () => shop.ask(assetId, command));
    const started = spans
      .all()
      .filter(({ attributes }) => String(attributes['throughline.events']).includes('RunStarted'))
      .at(-1);
    if (started === undefined) throw new Error('no commit of the second run');
    expect(traceIdOf(started)).toBe(second.spanContext().traceId);
    expect(started.links.map(({ context: of }) => of.traceId)).toEqual([first.spanContext().traceId]);
  });

  it('continues without a request, e.g. when a timer is due', async () => {
    const { span, answer: assetId } = await request('POST', () => shop.start());
    expect(trace.getSpan(context.active())).toBeUndefined();
    await shop.ask(assetId, { type: 'CancelRun' });
    const { commits } = await shop.store.load(assetId);
    expect(commits).toHaveLength(2);
    expect(commits.at(-1)?.trace).toContain(span.spanContext().traceId);
  });

  it('records a failure by its code, never by text that a person wrote', async () => {
    const secret = 'Herr Meyer: https://example.org/?token=s3cret';
    hireAll({ TRANSCRIBE: { run: () => Promise.reject(new PermanentError('engine-refused', secret)) } });
    const { answer: assetId } = await request('POST', () => shop.start());
    await until(() => shop.isOver(assetId));
    await until(() => isRecorded('step TRANSCRIBE'));
    expect(stepSpan('TRANSCRIBE').attributes).toMatchObject({
      'throughline.outcome': 'failed',
      'error.type': 'engine-refused',
    });
    const recorded = spans.all().map(({ name, attributes, status, events }) => ({ name, attributes, status, events }));
    expect(JSON.stringify(recorded)).not.toMatch(/Meyer|s3cret|A talk/);
  });
});
