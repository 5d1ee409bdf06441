import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** The answer to one request. The defaults are those of a correct server. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly etag?: string | null;
  /** False: ignores range requests and sends the whole file with 200. */
  readonly ranges?: boolean;
  readonly chunked?: boolean;
  readonly dropAfter?: number;
  readonly hangAfter?: number;
  /** A Content-Range that does not match the bytes. */
  readonly contentRange?: string;
  /** Called when the request has arrived, before the answer. */
  readonly then?: () => void;
}

export interface ReceivedRequest {
  readonly url: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly authorization: string | undefined;
}

const rangeOf = ({ headers }: IncomingMessage): number | undefined => {
  const [, start] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
  return start === undefined ? undefined : Number(start);
};

/** An HTTP server with one file. It follows a script, one behaviour for each request, and then answers correctly. */
export class FileServer {
  readonly requests: ReceivedRequest[] = [];
  #script: ScriptedAnswer[] = [];
  #always: ScriptedAnswer = {};
  #port = 0;
  readonly #sockets = new Set<Socket>();
  #server = this.#newServer();

  private constructor(public file: Buffer) {}

  static async start(file: Buffer): Promise<FileServer> {
    const server = new FileServer(file);
    await server.resume();
    return server;
  }

  /** Sets the behaviours of the next requests, in order. `always` applies after them. */
  behave(script: readonly ScriptedAnswer[], always: ScriptedAnswer = {}): this {
    this.#script = [...script];
    this.#always = always;
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** Closes the server and all connections, as a crash does. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  async resume(): Promise<void> {
    this.#server = this.#newServer();
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  #newServer(): ReturnType<typeof createServer> {
    const server = createServer((request, response) => {
      const { range, 'if-range': ifRange, authorization } = request.headers;
      this.requests.push({
        url: request.url ?? '',
        range,
        ifRange: Array.isArray(ifRange) ? ifRange[0] : ifRange,
        authorization,
      });
      const behaviour = this.#script.shift() ?? this.#always;
      behaviour.then?.();
      this.#answer(request, response, behaviour);
    });
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
    });
    return server;
  }

  #answer(request: IncomingMessage, response: ServerResponse, behaviour: ScriptedAnswer): void {
    const { etag = '"one"' } = behaviour;
    const start = this.#startOf(request, behaviour, etag);
    const length = this.file.byteLength;
    if (start !== undefined && start >= length) {
      response.writeHead(416, { 'content-range': `bytes */${String(length)}` }).end();
      return;
    }
    const body = behaviour.body ?? this.file.subarray(start ?? 0);
    response.writeHead(behaviour.status ?? (start === undefined ? 200 : 206), {
      ...(etag === null ? {} : { etag }),
      ...(behaviour.chunked === true ? {} : { 'content-length': body.byteLength }),
      ...this.#partHeaders(start, behaviour),
      ...behaviour.headers,
    });
    this.#send(response, body, behaviour);
  }

  #partHeaders(start: number | undefined, { contentRange }: ScriptedAnswer): Record<string, string> {
    const length = String(this.file.byteLength);
    return start === undefined
      ? {}
      : { 'content-range': contentRange ?? `bytes ${String(start)}-${String(this.file.byteLength - 1)}/${length}` };
  }

  /** Returns the first byte of the part to send, or `undefined` for the whole file. */
  #startOf(request: IncomingMessage, { status, body, ranges = true }: ScriptedAnswer, etag: string | null): number | undefined {
    const condition = request.headers['if-range'];
    const isWhole = status !== undefined || body !== undefined || !ranges || (condition !== undefined && condition !== etag);
    return isWhole ? undefined : rangeOf(request);
  }

  #send(response: ServerResponse, body: Buffer, { dropAfter, hangAfter }: ScriptedAnswer): void {
    const cut = dropAfter ?? hangAfter;
    if (cut === undefined) {
      response.end(body);
      return;
    }
    response.write(body.subarray(0, cut), () => {
      if (dropAfter !== undefined) response.socket?.end();
    });
  }
}
