import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeAnswer, FakeRequest, RequestHead } from './exchange.js';
import { FaultScript, type Fault } from './faults.js';
import type { GrowingLogEntry, LogEntry } from './request-log.js';
import { DroppedConnection, sendAnswer, readBody } from './transfer.js';

export interface FakeServerOptions {
  /** Larger bodies are answered with 413. */
  readonly maxBodyBytes?: number;
}

export type RequestHandler = (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>;

const MAX_BODY = 256 * 1024 * 1024;

const headOf = (request: IncomingMessage): RequestHead => ({
  method: request.method ?? '',
  target: request.url ?? '',
  headers: Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  ),
});

/** A real HTTP server on a free port of this machine, with a request log and scripted faults. */
export class FakeServer {
  /** Errors of the fake itself and aborted requests, for specs to check. */
  readonly troubles: unknown[] = [];
  readonly faults = new FaultScript();
  readonly #server: Server;
  readonly #log: GrowingLogEntry[] = [];

  private constructor(
    private readonly answer: RequestHandler,
    private readonly options: FakeServerOptions,
  ) {
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  static async start(answer: RequestHandler, options: FakeServerOptions = {}): Promise<FakeServer> {
    const server = new FakeServer(answer, options);
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject);
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  get log(): readonly LogEntry[] {
    return this.#log;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // After an abort, `request.socket` is no longer usable.
    const { socket } = request;
    const head = headOf(request);
    const fault = this.faults.strike(head);
    const entry: GrowingLogEntry = { ...head, bodyBytes: 0, text: undefined, status: undefined, fault: fault?.kind };
    this.#log.push(entry);
    try {
      const body = await readBody(request, { entry, fault, limit: this.options.maxBodyBytes ?? MAX_BODY });
      const answer = await this.#decide(head, body, fault);
      if (answer === undefined) return;
      entry.status = answer.status;
      await sendAnswer(response, answer, fault);
    } catch (error) {
      if (!(error instanceof DroppedConnection)) this.troubles.push(error);
      socket.destroy();
    }
  }

  async #decide(head: RequestHead, body: Buffer | undefined, fault: Fault | undefined): Promise<FakeAnswer | undefined> {
    if (fault?.kind === 'hang') return undefined;
    if (fault?.kind === 'answer') return fault;
    if (body === undefined) return { status: 413 };
    const [path, query] = split(head.target);
    return this.answer({ ...head, path, query: new URLSearchParams(query), body });
  }
}

const split = (target: string): readonly [path: string, query: string] => {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
};
