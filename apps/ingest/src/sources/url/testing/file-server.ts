import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** How one request is answered. Whatever is left out is done as a good server does it. */
export interface Behaviour {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the file. */
  readonly body?: Buffer;
  readonly etag?: string | null;
  /** Range requests are not understood: everything comes, with 200. */
  readonly ranges?: boolean;
  /** No Content-Length. */
  readonly chunked?: boolean;
  /** The connection is reset after so many bytes of the body. */
  readonly dropAfter?: number;
  /** Nothing more comes after so many bytes of the body. */
  readonly hangAfter?: number;
  /** A Content-Range that the bytes do not keep to. */
  readonly contentRange?: string;
  /** Happens before anything is asked after this. */
  readonly then?: () => void;
}

export interface Asked {
  readonly url: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly authorization: string | undefined;
}

const rangeOf = ({ headers }: IncomingMessage): number | undefined => {
  const [, start] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
  return start === undefined ? undefined : Number(start);
};

/** A server with one file, which behaves for each request as it is told to, and well after that. */
export class FileServer {
  readonly asked: Asked[] = [];
  #script: Behaviour[] = [];
  #always: Behaviour = {};
  #port = 0;
  readonly #sockets = new Set<Socket>();
  #server = this.#newServer();

  private constructor(public file: Buffer) {}

  static async start(file: Buffer): Promise<FileServer> {
    const server = new FileServer(file);
    await server.resume();
    return server;
  }

  /** The next requests, one after the other; then `always`. */
  behave(script: readonly Behaviour[], always: Behaviour = {}): this {
    this.#script = [...script];
    this.#always = always;
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** Gone, with all connections, as by a crash. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  /** Back at the same address. */
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
      this.asked.push({
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

  #answer(request: IncomingMessage, response: ServerResponse, behaviour: Behaviour): void {
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

  #partHeaders(start: number | undefined, { contentRange }: Behaviour): Record<string, string> {
    const length = String(this.file.byteLength);
    return start === undefined
      ? {}
      : { 'content-range': contentRange ?? `bytes ${String(start)}-${String(this.file.byteLength - 1)}/${length}` };
  }

  /** Where the part begins that is to be sent; undefined where all is. */
  #startOf(request: IncomingMessage, { status, body, ranges = true }: Behaviour, etag: string | null): number | undefined {
    const condition = request.headers['if-range'];
    const isWhole = status !== undefined || body !== undefined || !ranges || (condition !== undefined && condition !== etag);
    return isWhole ? undefined : rangeOf(request);
  }

  #send(response: ServerResponse, body: Buffer, { dropAfter, hangAfter }: Behaviour): void {
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
