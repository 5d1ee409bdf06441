import { SpanKind, context, isSpanContextValid, trace, type Attributes, type SpanOptions } from '@opentelemetry/api';
import { spanned } from './spans.js';

/** Subjects as templates: a name of a span that holds an id is a name for each recording. */
export const DESTINATIONS = {
  events: 'tl.events.{partition}.{asset}',
  work: 'tl.work.{service}.{lane}.{asset}.{step}.{attempt}',
  timers: 'tl.timer.{service}.{asset}.{purpose}',
} as const;
export type Destination = (typeof DESTINATIONS)[keyof typeof DESTINATIONS];

/** Semantic conventions for messaging; `nats` is the name that its client instrumentations use. */
export const messagingAttributes = (destination: Destination, operation: string, type: string): Attributes => ({
  'messaging.system': 'nats',
  'messaging.destination.name': destination,
  'messaging.destination.template': destination,
  'messaging.operation.name': operation,
  'messaging.operation.type': type,
});

/** What loops do by themselves belongs to no recording: only what is done for somebody gets a span. */
async function withinTrace<T>(name: string, options: SpanOptions, run: () => Promise<T>): Promise<T> {
  const here = trace.getSpanContext(context.active());
  return here !== undefined && isSpanContextValid(here) ? spanned(name, options, run) : run();
}

/** A message that is written and confirmed. What it carries on is this span. */
export const publishing = <T>(destination: Destination, run: () => Promise<T>): Promise<T> =>
  withinTrace(
    `publish ${destination}`,
    { kind: SpanKind.PRODUCER, attributes: messagingAttributes(destination, 'publish', 'send') },
    run,
  );

/** A question to the broker. */
export const requesting = <T>(operation: string, destination: Destination, run: () => Promise<T>): Promise<T> =>
  withinTrace(
    `${operation} ${destination}`,
    { kind: SpanKind.CLIENT, attributes: messagingAttributes(destination, operation, 'receive') },
    run,
  );
