import { SpanStatusCode, context, trace } from '@opentelemetry/api';
import { PermanentError } from '@throughline/contracts';
import { recordSpans, type RecordedSpans } from '#testing/recorded-spans.js';
import { getCurrentTrace, runInTrace, toLink } from './trace-context.js';
import { runInPublishSpan, runInRequestSpan } from './messaging.js';
import { continueTrace, restartTrace } from './one-trace.js';
import { toErrorType, runInSpan } from './spans.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const CALLER = `00-${TRACE_ID}-b7ad6b7169203331-01`;
const OTHER = `00-${'9'.repeat(32)}-${'8'.repeat(16)}-01`;

describe('spans', () => {
  let spans: RecordedSpans;
  beforeEach(() => {
    spans = recordSpans();
  });
  afterEach(() => spans.end());

  it('record the code of an error, and pass the error on', async () => {
    const error = new PermanentError('not-a-video', 'Meyer.mp4 is a login page');
    await expect(runInSpan('step', {}, () => Promise.reject(error))).rejects.toBe(error);
    expect(spans.one('step')).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { 'error.type': 'not-a-video' },
      events: [],
    });
  });

  it('do not fail on a revision conflict', async () => {
    const overtaken = Object.assign(new Error('conflict'), { kind: 'revision-conflict' });
    await expect(runInSpan('commit', {}, () => Promise.reject(overtaken))).rejects.toBe(overtaken);
    const { status, attributes } = spans.one('commit');
    expect([status.code, attributes]).toEqual([SpanStatusCode.UNSET, { 'throughline.outcome': 'overtaken' }]);
  });

  it.each([
    [new PermanentError('Meyer said: no', 'x'), 'unexpected'],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [new TypeError('x'), 'TypeError'],
    ['https://example.org/?token=s3cret', 'unexpected'],
  ])('record the failure %p as %s', (error, type) => {
    expect(toErrorType(error)).toBe(type);
  });

  it('of messages exist only within a trace, so background loops create none', async () => {
    await runInPublishSpan('tl.work.{service}.{lane}.{asset}.{step}.{attempt}', () => Promise.resolve());
    await runInRequestSpan('load', 'tl.events.{partition}.{asset}', () => Promise.resolve());
    expect(spans.all()).toEqual([]);
    await runInTrace(CALLER, () => runInRequestSpan('load', 'tl.events.{partition}.{asset}', () => Promise.resolve()));
    expect(spans.one('load tl.events.{partition}.{asset}').spanContext().traceId).toBe(TRACE_ID);
  });

  it('are carried from code to code by a valid traceparent only', () => {
    expect(runInTrace(CALLER, getCurrentTrace)).toBe(CALLER);
    expect(runInTrace('s3cret', getCurrentTrace)).toBeUndefined();
    expect(runInTrace(undefined, getCurrentTrace)).toBeUndefined();
    expect([toLink(CALLER)?.context.traceId, toLink('s3cret')]).toEqual([TRACE_ID, undefined]);
  });

  const traceIdAt = (place: { parent: Parameters<typeof trace.getSpanContext>[0] }): string | undefined =>
    trace.getSpanContext(place.parent)?.traceId;

  it('continue the carried trace, whichever trace is active', async () => {
    expect(traceIdAt(continueTrace(CALLER))).toBe(TRACE_ID);
    expect(traceIdAt(runInTrace(OTHER, () => continueTrace(undefined)))).toBe('9'.repeat(32));
    await runInTrace(OTHER, () =>
      runInSpan('act', {}, (act) => {
        const place = continueTrace(CALLER);
        expect(traceIdAt(place)).toBe(TRACE_ID);
        expect(place.links.map((link) => link.context.spanId)).toEqual([act.spanContext().spanId]);
        return Promise.resolve();
      }),
    );
  });

  it('stay below the active span if it belongs to the same trace', async () => {
    await runInTrace(CALLER, () =>
      runInSpan('step', {}, (step) => {
        const { parent, links } = continueTrace(OTHER.replace('9'.repeat(32), TRACE_ID));
        expect(trace.getSpan(parent)).toBe(step);
        expect(links).toEqual([]);
        return Promise.resolve();
      }),
    );
  });

  it('start over in the active trace, with a link to the earlier one', () => {
    const place = runInTrace(OTHER, () => restartTrace(CALLER));
    expect([traceIdAt(place), place.links.map((link) => link.context.traceId)]).toEqual(['9'.repeat(32), [TRACE_ID]]);
    expect(runInTrace(CALLER, () => restartTrace(CALLER)).links).toEqual([]);
  });
});

describe('without tracing', () => {
  it('no trace is carried, and a carried one has no effect', async () => {
    expect(getCurrentTrace()).toBeUndefined();
    expect(runInTrace(CALLER, getCurrentTrace)).toBeUndefined();
    expect(continueTrace(CALLER)).toMatchObject({ parent: context.active(), links: [] });
    expect(await runInSpan('step', {}, (span) => Promise.resolve(span.isRecording()))).toBe(false);
  });
});
