import { SpanKind, context, isSpanContextValid, trace, type Attributes, type SpanOptions } from '@opentelemetry/api';
import { runInSpan } from './spans.js';

/** Subjects as templates, because ids in span names would create a name for each recording. */
export const DESTINATIONS = {
  events: 'tl.events.{partition}.{asset}',
  work: 'tl.work.{service}.{lane}.{asset}.{step}.{attempt}',
  timers: 'tl.timer.{service}.{asset}.{purpose}',
} as const;
export type Destination = (typeof DESTINATIONS)[keyof typeof DESTINATIONS];

/** Follows OpenTelemetry's semantic conventions for messaging. `nats` is the system name that client instrumentations use. */
export const messagingAttributes = (destination: Destination, operation: string, type: string): Attributes => ({
  'messaging.system': 'nats',
  'messaging.destination.name': destination,
  'messaging.destination.template': destination,
  'messaging.operation.name': operation,
  'messaging.operation.type': type,
});

/** Creates a span only inside a trace, because the requests of background loops belong to no recording. */
async function runIfTraced<T>(name: string, options: SpanOptions, run: () => Promise<T>): Promise<T> {
  const current = trace.getSpanContext(context.active());
  return current !== undefined && isSpanContextValid(current) ? runInSpan(name, options, run) : run();
}

/** Runs a confirmed write of a message within a span that the message carries on. */
export const runInPublishSpan = <T>(destination: Destination, run: () => Promise<T>): Promise<T> =>
  runIfTraced(
    `publish ${destination}`,
    { kind: SpanKind.PRODUCER, attributes: messagingAttributes(destination, 'publish', 'send') },
    run,
  );

export const runInRequestSpan = <T>(operation: string, destination: Destination, run: () => Promise<T>): Promise<T> =>
  runIfTraced(
    `${operation} ${destination}`,
    { kind: SpanKind.CLIENT, attributes: messagingAttributes(destination, operation, 'receive') },
    run,
  );
