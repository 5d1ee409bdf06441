import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '@throughline/stack/testing';
import type { WebhookPayload } from '../announcements/webhooks/payload.js';

export interface ReceivedMessage {
  readonly id: string;
  /** Signatures in the header. */
  readonly signatures: number;
  readonly payload: WebhookPayload;
  readonly userAgent: string | undefined;
}

export interface ReceiverAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Decides the answer to a message. A promise that is still open keeps the request waiting. */
type Answerer = (message: ReceivedMessage) => ReceiverAnswer | Promise<ReceiverAnswer>;

const TOLERANCE_SECONDS = 300;
const OK: ReceiverAnswer = { status: 204 };

const equals = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** A receiver that verifies requests as the Standard Webhooks specification asks, and answers 401 to all others. */
export class WebhookReceiver {
  readonly received: ReceivedMessage[] = [];
  /** Verified requests, also those that were refused by `answer`. */
  readonly requests: ReceivedMessage[] = [];
  refused = 0;
  secrets: readonly string[] = [];
  answer: Answerer = () => OK;
  now: () => number = Date.now;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void receiver.#handle(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/hooks?token=receiver-secret`;
  }

  async receive(count: number): Promise<readonly ReceivedMessage[]> {
    await until(() => this.received.length >= count);
    return this.received;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = request.headers;
    const signatures = typeof signature === 'string' ? signature.split(' ') : [];
    const isRecent = Math.abs(this.now() / 1_000 - Number(timestamp)) < TOLERANCE_SECONDS;
    const signed = `${String(id)}.${String(timestamp)}.${body}`;
    const isSigned = this.secrets.some((secret) => {
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
      return signatures.some((one) => equals(one, expected));
    });
    if (!isRecent || !isSigned) {
      this.refused += 1;
      response.writeHead(401).end();
      return;
    }
    const userAgent = request.headers['user-agent'];
    const payload = JSON.parse(body) as WebhookPayload;
    const message = { id: String(id), signatures: signatures.length, payload, userAgent };
    this.requests.push(message);
    const { status, headers = {}, body: text } = await this.answer(message);
    if (status < 300) this.received.push(message);
    response.writeHead(status, headers).end(text);
  }
}
