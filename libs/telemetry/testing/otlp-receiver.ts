import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface ReceivedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}

export interface ReceivedRequest {
  readonly path: string;
  readonly contentType: string;
  readonly traceparent: string | undefined;
  readonly body: Buffer;
}

interface Value {
  readonly stringValue?: string;
  readonly intValue?: string | number;
  readonly arrayValue?: { readonly values: readonly Value[] };
}
interface Attribute {
  readonly key: string;
  readonly value: Value;
}
interface WireSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes?: readonly Attribute[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
}
interface Payload {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}

const plain = ({ stringValue, intValue, arrayValue }: Value): unknown =>
  stringValue ?? (intValue === undefined ? arrayValue?.values.map(plain) : Number(intValue));
const recordOf = (attributes: readonly Attribute[] = []): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));

const spansIn = (body: Buffer): ReceivedSpan[] =>
  // The payload is not validated: a missing field fails the test that reads it.
  (JSON.parse(body.toString()) as Payload).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        service: String(recordOf(resource.attributes)['service.name']),
        name: span.name,
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId === '' ? undefined : span.parentSpanId,
        attributes: recordOf(span.attributes),
        links: span.links ?? [],
      })),
    ),
  );

/** A collector that keeps what it receives (OTLP/HTTP), or one that never answers. */
export class OtlpReceiver {
  readonly requests: ReceivedRequest[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start({ hangs = false }: { readonly hangs?: boolean } = {}): Promise<OtlpReceiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The collector has no port');
    const receiver = new OtlpReceiver(server, `http://127.0.0.1:${String(address.port)}`);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void receiver.take(request, response, hangs);
    });
    return receiver;
  }

  spans(): ReceivedSpan[] {
    return this.requests.filter(({ contentType }) => contentType.includes('json')).flatMap(({ body }) => spansIn(body));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse, hangs: boolean): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { url = '', headers } = request;
    const { traceparent } = headers;
    this.requests.push({
      path: url,
      contentType: headers['content-type'] ?? '',
      traceparent: typeof traceparent === 'string' ? traceparent : undefined,
      body: Buffer.concat(pieces),
    });
    if (!hangs) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }
}
