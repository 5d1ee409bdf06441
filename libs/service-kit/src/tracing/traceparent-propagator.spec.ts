import { ROOT_CONTEXT, createTraceState, defaultTextMapGetter, defaultTextMapSetter, trace } from '@opentelemetry/api';
import { TraceparentPropagator } from './traceparent-propagator.js';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the propagated trace context', () => {
  const propagator = new TraceparentPropagator();
  const carried = (carrier: Record<string, string>): Record<string, string> => {
    const out: Record<string, string> = {};
    propagator.inject(propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter), out, defaultTextMapSetter);
    return out;
  };

  it('contains exactly the trace and the span', () => {
    expect(carried({ traceparent: TRACEPARENT })).toEqual({ traceparent: TRACEPARENT });
  });

  it('contains no text of the caller, such as a secret in tracestate or baggage', () => {
    const carrier = { traceparent: TRACEPARENT, tracestate: 'vendor=s3cret', baggage: 'user=Meyer' };
    const context = propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
    expect(trace.getSpanContext(context)?.traceState).toBeUndefined();
    expect(carried(carrier)).toEqual({ traceparent: TRACEPARENT });
  });

  it('contains no tracestate of a sampler', () => {
    const spanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1, traceState: createTraceState('a=b') };
    const out: Record<string, string> = {};
    propagator.inject(trace.setSpanContext(ROOT_CONTEXT, spanContext), out, defaultTextMapSetter);
    expect(Object.keys(out)).toEqual(['traceparent']);
  });

  it.each([
    '',
    'x',
    '00-0-0-01',
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `${TRACEPARENT}-s3cret`,
    'ff' + TRACEPARENT.slice(2),
  ])('ignores the invalid %j', (traceparent) => {
    expect(carried({ traceparent })).toEqual({});
  });
});
