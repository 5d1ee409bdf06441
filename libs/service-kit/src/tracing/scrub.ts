import { SpanKind, type AttributeValue, type Attributes, type Context } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OWN_PREFIX } from '@throughline/telemetry';

/** What may leave the process. Whatever an instrumentation adds beside these (paths, queries, headers, peers) stays here. */
const ALLOWED: ReadonlySet<string> = new Set([
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'url.scheme',
  'network.protocol.version',
  'error.type',
  'db.system.name',
  'db.namespace',
  'db.operation.name',
  'db.query.text',
  'messaging.system',
  'messaging.destination.name',
  'messaging.destination.template',
  'messaging.operation.name',
  'messaging.operation.type',
]);

/** Of what we call. Of what calls us it is the `Host` header: text of somebody else. */
const OF_CALLS: ReadonlySet<string> = new Set(['server.address', 'server.port']);

const LONGEST_TEXT = 2_000;
const WORD = /^[\w.-]{1,80}$/;
/** Text and numbers in statements: ours have parameters, a library's may not. `$1` and names with digits stay. */
const LITERALS = /'(?:[^']|'')*'|(?<![\w$"])\d+(?:\.\d+)?\b|\$(\w*)\$[\s\S]*?\$\1\$/g;

const masked = (statement: string): string => statement.replace(LITERALS, '?').slice(0, LONGEST_TEXT);

const cleaned = (name: string, value: AttributeValue): AttributeValue => {
  if (typeof value !== 'string') return value;
  if (name === 'db.query.text') return masked(value);
  return name === 'error.type' && !WORD.test(value) ? 'unexpected' : value.slice(0, LONGEST_TEXT);
};

const isAllowed = (name: string, kind: SpanKind): boolean =>
  ALLOWED.has(name) || name.startsWith(OWN_PREFIX) || (kind !== SpanKind.SERVER && OF_CALLS.has(name));

function allowedOf(attributes: Attributes, kind: SpanKind): Attributes {
  const kept: Attributes = {};
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && isAllowed(name, kind)) kept[name] = cleaned(name, value);
  return kept;
}

/** Of an exception its type: messages and stacks quote what people have written. */
const eventsOf = ({ events }: ReadableSpan): ReadableSpan['events'] =>
  events.map((event) => {
    const type = event.attributes?.['exception.type'];
    const attributes = typeof type === 'string' && WORD.test(type) ? { 'exception.type': type } : {};
    return { name: event.name, time: event.time, attributes };
  });

/** The span as it may be shown to anybody who runs a collector. */
export const scrubbed = (span: ReadableSpan): ReadableSpan => ({
  name: span.name,
  kind: span.kind,
  spanContext: () => span.spanContext(),
  ...(span.parentSpanContext === undefined ? {} : { parentSpanContext: span.parentSpanContext }),
  startTime: span.startTime,
  endTime: span.endTime,
  status: { code: span.status.code },
  attributes: allowedOf(span.attributes, span.kind),
  links: span.links.map(({ context }) => ({ context })),
  events: eventsOf(span),
  duration: span.duration,
  ended: span.ended,
  resource: span.resource,
  instrumentationScope: span.instrumentationScope,
  droppedAttributesCount: span.droppedAttributesCount,
  droppedEventsCount: span.droppedEventsCount,
  droppedLinksCount: span.droppedLinksCount,
});

/** Hands on what may be shown, and nothing else: no instrumentation of today or tomorrow is trusted to know what is personal. */
export class ScrubbingProcessor implements SpanProcessor {
  constructor(private readonly next: SpanProcessor) {}

  onStart(span: Span, parent: Context): void {
    this.next.onStart(span, parent);
  }

  onEnd(span: ReadableSpan): void {
    this.next.onEnd(scrubbed(span));
  }

  forceFlush(): Promise<void> {
    return this.next.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.next.shutdown();
  }
}
