import { newAssetId } from '@throughline/contracts';
import { START } from '@throughline/event-store';
import { getCurrentTrace } from '@throughline/telemetry';
import { recordSpans, type RecordedSpans } from '@throughline/telemetry/testing';
import { Batch } from '../write/batch.js';
import { traceProjection } from './projection-span.js';

const traceparent = (digit: string): string => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;

describe('the span of a transaction', () => {
  let spans: RecordedSpans;
  beforeEach(() => {
    spans = recordSpans();
  });
  afterEach(() => spans.end());
  const batchOf = (...traces: readonly (string | undefined)[]): Batch => {
    const batch = new Batch(START);
    for (const trace of traces) batch.follow(newAssetId(), trace);
    return batch;
  };
  const traceIn = async (batch: Batch): Promise<string | undefined> =>
    traceProjection(batch, 3, () => Promise.resolve(getCurrentTrace()));

  it('is part of the trace of its asset if there is only one, and contains the statements', async () => {
    const batch = batchOf(traceparent('1'), undefined);
    const within = await traceIn(batch);
    const span = spans.one('project');
    expect(span.parentSpanContext?.spanId).toBe('1'.repeat(16));
    expect(within).toBe(`00-${'1'.repeat(32)}-${span.spanContext().spanId}-01`);
    expect(span.attributes).toMatchObject({ 'throughline.asset.id': [...batch.traces.keys()][0], 'throughline.partition': 3 });
  });

  it("has its own trace for several assets, with links between it and a span in each asset's trace", async () => {
    const within = await traceIn(batchOf(traceparent('1'), traceparent('2')));
    const batchSpan = spans.one('project batch');
    const { spanId, traceId } = batchSpan.spanContext();
    expect(batchSpan.parentSpanContext).toBeUndefined();
    expect(within).toContain(traceId);
    expect(batchSpan.links.map(({ context }) => context.traceId)).toEqual(['1'.repeat(32), '2'.repeat(32)]);
    const projectSpans = spans.all().filter(({ name }) => name === 'project');
    expect(projectSpans.map((span) => span.spanContext().traceId)).toEqual(['1'.repeat(32), '2'.repeat(32)]);
    expect(projectSpans.flatMap(({ links }) => links.map(({ context }) => context.spanId))).toEqual([spanId, spanId]);
  });

  it('does not exist without tracing', async () => {
    expect(await traceIn(batchOf(undefined, 'no trace'))).toBeUndefined();
    expect(spans.all()).toEqual([]);
  });

  it('is linked to a limited number of assets, so that catching up stays cheap', async () => {
    const many = batchOf(
      ...Array.from({ length: 1_000 }, (_, n) => `00-${(n + 1).toString(16).padStart(32, '0')}-${'1'.repeat(16)}-01`),
    );
    await traceIn(many);
    expect(spans.all().filter(({ name }) => name === 'project')).toHaveLength(64);
  });

  it('reports a failed transaction, and adds no spans to the assets', async () => {
    const failure = Object.assign(new Error('the database says: Meyer'), { code: '57P01' });
    await expect(traceProjection(batchOf(traceparent('1'), traceparent('2')), 0, () => Promise.reject(failure))).rejects.toBe(
      failure,
    );
    expect(spans.all().map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([['project batch', '57P01']]);
  });
});
