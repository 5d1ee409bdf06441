import { ROOT_CONTEXT, context, isSpanContextValid, propagation, trace, type Context, type Link } from '@opentelemetry/api';

/**
 * The header of W3C Trace Context, in HTTP requests and NATS messages. `tracestate` and `baggage` are not propagated: they may
 * hold any text of a caller, and a commit's headers stay for ever.
 */
export const TRACEPARENT = 'traceparent';

/** Returns the current trace as a `traceparent`, or `undefined` if there is none or tracing is off. */
export function getCurrentTrace(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier[TRACEPARENT];
}

/** Returns a context with the `traceparent` alone, independent of the current context. */
export const toContext = (traceparent: string): Context => propagation.extract(ROOT_CONTEXT, { [TRACEPARENT]: traceparent });

export const runInTrace = <T>(traceparent: string | undefined, run: () => T): T =>
  traceparent === undefined ? run() : context.with(toContext(traceparent), run);

/** Returns a link, or `undefined` for an invalid `traceparent` or without tracing. */
export function toLink(traceparent: string): Link | undefined {
  const found = trace.getSpanContext(toContext(traceparent));
  return found !== undefined && isSpanContextValid(found) ? { context: found } : undefined;
}
