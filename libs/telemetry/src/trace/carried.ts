import { ROOT_CONTEXT, context, isSpanContextValid, propagation, trace, type Context, type Link } from '@opentelemetry/api';

/**
 * The header of W3C Trace Context, in HTTP requests and NATS messages alike. It is all that is carried: `tracestate` and `baggage`
 * may hold whatever a caller has put there, and what stands in a commit's header stands there for ever.
 */
export const TRACEPARENT = 'traceparent';

/** The trace that this code runs in, as a `traceparent`; undefined outside of any, and always where tracing is off. */
export function currentTrace(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier[TRACEPARENT];
}

/** What a `traceparent` leads to, and nothing else of here. */
export const contextOf = (traceparent: string): Context => propagation.extract(ROOT_CONTEXT, { [TRACEPARENT]: traceparent });

/** Goes on in the trace that a message has carried here. */
export const inTrace = <T>(traceparent: string | undefined, run: () => T): T =>
  traceparent === undefined ? run() : context.with(contextOf(traceparent), run);

/** Undefined for what is no `traceparent`, and where tracing is off. */
export function linkTo(traceparent: string): Link | undefined {
  const found = trace.getSpanContext(contextOf(traceparent));
  return found !== undefined && isSpanContextValid(found) ? { context: found } : undefined;
}
