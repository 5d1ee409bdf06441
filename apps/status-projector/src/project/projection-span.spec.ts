import { newAssetId } from '@throughline/contracts';
import { START } from '@throughline/event-store';
import { currentTrace } from '@throughline/telemetry';
import { recordSpans, type RecordedSpans } from '@throughline/telemetry/testing';
import { Batch } from '../write/batch.js';
import { projecting } from './projection-span.js';

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
  const written = async (batch: Batch): Promise<string | undefined> =>
    projecting(batch, 3, () => Promise.resolve(currentTrace()));

  it('stands in the trace of its asset where it is of one, and its statements below it', async () => {
    const batch = batchOf(traceparent('1'), undefined);
    const within = await written(batch);
    const span = spans.one('project');
    expect(span.parentSpanContext?.spanId).toBe('1'.repeat(16));
    expect(within).toBe(`00-${'1'.repeat(32)}-${span.spanContext().spanId}-01`);
    expect(span.attributes).toMatchObject({ 'throughline.asset.id': [...batch.traces.keys()][0], 'throughline.partition': 3 });
  });

  it('is a trace of its own where it is of several, linked to each of them, and told of in each', async () => {
    const within = await written(batchOf(traceparent('1'), traceparent('2')));
    const batchSpan = spans.one('project batch');
    const { spanId, traceId } = batchSpan.spanContext();
    expect(batchSpan.parentSpanContext).toBeUndefined();
    expect(within).toContain(traceId);
    expect(batchSpan.links.map(({ context }) => context.traceId)).toEqual(['1'.repeat(32), '2'.repeat(32)]);
    const told = spans.all().filter(({ name }) => name === 'project');
    expect(told.map((span) => span.spanContext().traceId)).toEqual(['1'.repeat(32), '2'.repeat(32)]);
    expect(told.flatMap(({ links }) => links.map(({ context }) => context.spanId))).toEqual([spanId, spanId]);
  });

  it('is not made where nobody traces', async () => {
    expect(await written(batchOf(undefined, 'no trace'))).toBeUndefined();
    expect(spans.all()).toEqual([]);
  });

  it('is in the trace of so many assets at most: who catches up with thousands writes them, and no spans of them', async () => {
    const many = batchOf(
      ...Array.from({ length: 1_000 }, (_, n) => `00-${(n + 1).toString(16).padStart(32, '0')}-${'1'.repeat(16)}-01`),
    );
    await written(many);
    expect(spans.all().filter(({ name }) => name === 'project')).toHaveLength(64);
  });

  it('tells of a transaction that has failed, and of no asset that its rows were written', async () => {
    const failure = Object.assign(new Error('the database says: Meyer'), { code: '57P01' });
    await expect(projecting(batchOf(traceparent('1'), traceparent('2')), 0, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(spans.all().map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([['project batch', '57P01']]);
  });
});
