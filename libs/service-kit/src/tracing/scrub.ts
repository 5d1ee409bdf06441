import { SpanKind, type AttributeValue, type Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { OWN_PREFIX } from '@throughline/telemetry';

/** The attributes that may leave the process. All others (paths, queries, headers, peers) are removed. */
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

/** Allowed on outgoing calls only. On incoming requests it is the `Host` header, which the caller chooses. */
const OF_CALLS: ReadonlySet<string> = new Set(['server.address', 'server.port']);

const LONGEST_TEXT = 2_000;
const WORD = /^[\w.-]{1,80}$/;
/**
 * Literals in SQL statements. This product's statements use parameters, but a library's may not. `$1` and names with digits
 * stay.
 */
const LITERALS = /'(?:[^']|'')*'|(?<![\w$"])\d+(?:\.\d+)?\b|\$(\w*)\$[\s\S]*?\$\1\$/g;

const maskLiterals = (statement: string): string => statement.replace(LITERALS, '?').slice(0, LONGEST_TEXT);

const cleanValue = (name: string, value: AttributeValue): AttributeValue => {
  if (typeof value !== 'string') return value;
  if (name === 'db.query.text') return maskLiterals(value);
  return name === 'error.type' && !WORD.test(value) ? 'unexpected' : value.slice(0, LONGEST_TEXT);
};

const isAllowed = (name: string, kind: SpanKind): boolean =>
  ALLOWED.has(name) || name.startsWith(OWN_PREFIX) || (kind !== SpanKind.SERVER && OF_CALLS.has(name));

function filterAttributes(attributes: Attributes, kind: SpanKind): Attributes {
  const allowed: Attributes = {};
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && isAllowed(name, kind)) allowed[name] = cleanValue(name, value);
  return allowed;
}

/** Keeps only the type of an exception, because messages and stacks quote personal data. */
const scrubEvents = ({ events }: ReadableSpan): ReadableSpan['events'] =>
  events.map((event) => {
    const type = event.attributes?.['exception.type'];
    const attributes = typeof type === 'string' && WORD.test(type) ? { 'exception.type': type } : {};
    return { name: event.name, time: event.time, attributes };
  });

/**
 * Removes all data from a span that the collector's operator must not see. No instrumentation can know which data is personal.
 */
export const scrubSpan = (span: ReadableSpan): ReadableSpan => ({
  name: span.name,
  kind: span.kind,
  spanContext: () => span.spanContext(),
  ...(span.parentSpanContext === undefined ? {} : { parentSpanContext: span.parentSpanContext }),
  startTime: span.startTime,
  endTime: span.endTime,
  status: { code: span.status.code },
  attributes: filterAttributes(span.attributes, span.kind),
  links: span.links.map(({ context }) => ({ context })),
  events: scrubEvents(span),
  duration: span.duration,
  ended: span.ended,
  resource: span.resource,
  instrumentationScope: span.instrumentationScope,
  droppedAttributesCount: span.droppedAttributesCount,
  droppedEventsCount: span.droppedEventsCount,
  droppedLinksCount: span.droppedLinksCount,
});
