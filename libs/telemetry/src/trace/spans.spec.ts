import { SpanStatusCode, context, trace } from '@opentelemetry/api';
import { PermanentError } from '@throughline/contracts';
import { recordSpans, type RecordedSpans } from '../testing/recorded-spans.js';
import { currentTrace, inTrace, linkTo } from './carried.js';
import { publishing, requesting } from './messaging.js';
import { goingOn, startingOver } from './one-trace.js';
import { errorType, spanned } from './spans.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const CALLER = `00-${TRACE_ID}-b7ad6b7169203331-01`;
const OTHER = `00-${'9'.repeat(32)}-${'8'.repeat(16)}-01`;

describe('spans', () => {
  let spans: RecordedSpans;
  beforeEach(() => {
    spans = recordSpans();
  });
  afterEach(() => spans.end());

  it('fail with the code of the error, and throw it on', async () => {
    const error = new PermanentError('not-a-video', 'Meyer.mp4 is a login page');
    await expect(spanned('step', {}, () => Promise.reject(error))).rejects.toBe(error);
    expect(spans.one('step')).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { 'error.type': 'not-a-video' },
      events: [],
    });
  });

  it('do not fail where another writer was first', async () => {
    const overtaken = Object.assign(new Error('conflict'), { kind: 'revision-conflict' });
    await expect(spanned('commit', {}, () => Promise.reject(overtaken))).rejects.toBe(overtaken);
    const { status, attributes } = spans.one('commit');
    expect([status.code, attributes]).toEqual([SpanStatusCode.UNSET, { 'throughline.outcome': 'overtaken' }]);
  });

  it.each([
    [new PermanentError('Meyer said: no', 'x'), 'unexpected'],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [new TypeError('x'), 'TypeError'],
    ['https://example.org/?token=s3cret', 'unexpected'],
  ])('call the failure %p %s', (error, type) => {
    expect(errorType(error)).toBe(type);
  });

  it('of messages are made within a trace alone: loops that nobody asked leave none', async () => {
    await publishing('tl.work.{service}.{lane}.{asset}.{step}.{attempt}', () => Promise.resolve());
    await requesting('load', 'tl.events.{partition}.{asset}', () => Promise.resolve());
    expect(spans.all()).toEqual([]);
    await inTrace(CALLER, () => requesting('load', 'tl.events.{partition}.{asset}', () => Promise.resolve()));
    expect(spans.one('load tl.events.{partition}.{asset}').spanContext().traceId).toBe(TRACE_ID);
  });

  it('are carried from code to code by their traceparent, and by nothing that is none', () => {
    expect(inTrace(CALLER, currentTrace)).toBe(CALLER);
    expect(inTrace('s3cret', currentTrace)).toBeUndefined();
    expect(inTrace(undefined, currentTrace)).toBeUndefined();
    expect([linkTo(CALLER)?.context.traceId, linkTo('s3cret')]).toEqual([TRACE_ID, undefined]);
  });

  const traceIdAt = (place: { parent: Parameters<typeof trace.getSpanContext>[0] }): string | undefined =>
    trace.getSpanContext(place.parent)?.traceId;

  it('go on in the trace that is carried, whoever acts', async () => {
    expect(traceIdAt(goingOn(CALLER))).toBe(TRACE_ID);
    expect(traceIdAt(inTrace(OTHER, () => goingOn(undefined)))).toBe('9'.repeat(32));
    await inTrace(OTHER, () =>
      spanned('act', {}, (act) => {
        const place = goingOn(CALLER);
        expect(traceIdAt(place)).toBe(TRACE_ID);
        expect(place.links.map((link) => link.context.spanId)).toEqual([act.spanContext().spanId]);
        return Promise.resolve();
      }),
    );
  });

  it('stay below what is active where that is in the same trace', async () => {
    await inTrace(CALLER, () =>
      spanned('step', {}, (step) => {
        const { parent, links } = goingOn(OTHER.replace('9'.repeat(32), TRACE_ID));
        expect(trace.getSpan(parent)).toBe(step);
        expect(links).toEqual([]);
        return Promise.resolve();
      }),
    );
  });

  it('start over in the trace of whoever acts, with a link to what was before', () => {
    const place = inTrace(OTHER, () => startingOver(CALLER));
    expect([traceIdAt(place), place.links.map((link) => link.context.traceId)]).toEqual(['9'.repeat(32), [TRACE_ID]]);
    expect(inTrace(CALLER, () => startingOver(CALLER)).links).toEqual([]);
  });
});

describe('where tracing is off', () => {
  it('nothing is carried, and what is carried changes nothing', async () => {
    expect(currentTrace()).toBeUndefined();
    expect(inTrace(CALLER, currentTrace)).toBeUndefined();
    expect(goingOn(CALLER)).toMatchObject({ parent: context.active(), links: [] });
    expect(await spanned('step', {}, (span) => Promise.resolve(span.isRecording()))).toBe(false);
  });
});
