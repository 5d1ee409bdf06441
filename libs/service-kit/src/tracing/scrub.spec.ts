import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { scrubSpan } from './scrub.js';

const SECRETS = ['s3cret', 'Meyer', 'hunter2'];

describe('a scrubbed span', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const tracer = provider.getTracer('spec');
  const exportedSpan = (): ReadableSpan => {
    const [span] = exporter.getFinishedSpans();
    if (span === undefined) throw new Error('nothing was sent');
    return scrubSpan(span);
  };
  afterEach(() => {
    exporter.reset();
  });
  afterAll(() => provider.shutdown());

  it('keeps allowed attributes only, and drops what instrumentations add', () => {
    const span = tracer.startSpan('POST', { kind: SpanKind.SERVER });
    span.setAttributes({
      'http.request.method': 'POST',
      'http.route': '/api/v1/recordings/:id',
      'http.response.status_code': 202,
      'url.path': '/api/v1/recordings/Meyer',
      'url.query': 'token=s3cret',
      'url.full': 'https://u:hunter2@example.org/?token=s3cret',
      'server.address': 'hunter2.example.org',
      'user_agent.original': 'Meyer/1',
      'client.address': '192.0.2.1',
      'http.request.header.authorization': ['Bearer s3cret'],
      'an.attribute.of.tomorrow': 's3cret',
      'throughline.step': 'TRIM',
    });
    span.end();
    expect(exportedSpan().attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/api/v1/recordings/:id',
      'http.response.status_code': 202,
      'throughline.step': 'TRIM',
    });
  });

  it('keeps the configured address of outgoing calls', () => {
    const span = tracer.startSpan('GET', { kind: SpanKind.CLIENT });
    span.setAttributes({ 'server.address': 'example.org', 'server.port': 443 }).end();
    expect(exportedSpan().attributes).toEqual({ 'server.address': 'example.org', 'server.port': 443 });
  });

  it('keeps the type of an exception and the fact of a failure', () => {
    const span = tracer.startSpan('step TRIM');
    span.recordException(new TypeError('the file of Meyer is at https://example.org/?token=s3cret'));
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'Meyer' });
    span.setAttribute('error.type', 'Error: Meyer said hunter2');
    span.addLink({ context: { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 }, attributes: { of: 'Meyer' } });
    span.end();
    const { events, status, attributes, links } = exportedSpan();
    expect(events.map((event) => ({ name: event.name, attributes: event.attributes }))).toEqual([
      { name: 'exception', attributes: { 'exception.type': 'TypeError' } },
    ]);
    expect(status).toEqual({ code: SpanStatusCode.ERROR });
    expect(attributes).toEqual({ 'error.type': 'unexpected' });
    expect(links).toEqual([{ context: expect.objectContaining({ traceId: '1'.repeat(32) }) }]);
    for (const secret of SECRETS) expect(JSON.stringify({ events, status, attributes, links })).not.toContain(secret);
  });

  it.each([
    ["select * from t1 where name = 'Meyer''s' and n = 42 and id = $1", 'select * from t1 where name = ? and n = ? and id = $1'],
    ['do $x$ select s3cret $x$', 'do ?'],
    ["insert into a_2 values (1.5, 'hunter2')", 'insert into a_2 values (?, ?)'],
    ['select "col1" from s.t2 limit 10', 'select "col1" from s.t2 limit ?'],
  ])('masks all values in the statement %j', (statement, shown) => {
    tracer.startSpan('pg.query:SELECT').setAttribute('db.query.text', statement).end();
    expect(exportedSpan().attributes['db.query.text']).toBe(shown);
  });

  it('keeps ids, parents, times and kinds', () => {
    const span = tracer.startSpan('work', { kind: SpanKind.CONSUMER, startTime: [10, 0] });
    span.end([12, 5]);
    expect(exportedSpan()).toMatchObject({
      name: 'work',
      kind: SpanKind.CONSUMER,
      startTime: [10, 0],
      endTime: [12, 5],
      ended: true,
    });
    expect(exportedSpan().spanContext()).toEqual(span.spanContext());
  });
});
