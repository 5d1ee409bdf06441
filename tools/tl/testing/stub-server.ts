import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Terminal } from '#src/output/terminal.js';
import { runCli } from '#src/run-cli.js';

export interface RecordedRequest {
  /** Method and path, e.g. `POST /api/v1/channels`. */
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export interface PreparedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface CommandOutcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const CAPACITY = 1 << 20;

/** A test server with prepared answers to request lines, and 404 for all others. It records the requests. */
export class StubServer {
  #answers = new Map<string, PreparedAnswer>();
  #asked: RecordedRequest[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StubServer> {
    const server = createServer();
    const stub = new StubServer(server);
    server.on('request', (request, response) => {
      void text(request).then((raw) => {
        const line = `${request.method ?? ''} ${request.url ?? ''}`;
        stub.#asked.push({ line, headers: request.headers, body: raw === '' ? undefined : JSON.parse(raw) });
        const {
          status = 200,
          headers = {},
          body,
        } = stub.#answers.get(line) ?? problem(404, 'not-found', 'The resource was not found.');
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  prepare(answers: Readonly<Record<string, PreparedAnswer>>): void {
    this.#answers = new Map(Object.entries(answers));
    this.#asked = [];
  }

  get changes(): readonly RecordedRequest[] {
    return this.#asked.filter(({ line }) => !line.startsWith('GET '));
  }

  get lines(): readonly string[] {
    return this.#asked.map(({ line }) => line);
  }

  /** Runs one command line against the server, without retries. */
  async tl(...args: readonly string[]): Promise<CommandOutcome> {
    const [out, err] = [new PassThrough({ highWaterMark: CAPACITY }), new PassThrough({ highWaterMark: CAPACITY })];
    const ofStream = (stream: PassThrough) => ({ stream, isTTY: false, columns: 80 });
    const url = `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
    const context = { terminal: new Terminal(ofStream(out), ofStream(err)), env: { url, token: 'tl_none' }, cwd: tmpdir() };
    const code = await runCli([...args, '--patience', '0'], context);
    return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export const problem = (status: number, code: string, detail: string): PreparedAnswer => ({
  status,
  headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  body: { type: `/docs/problems#${code}`, title: code, status, code, detail },
});
