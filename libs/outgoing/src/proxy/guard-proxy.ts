import { parseUrl } from '@throughline/contracts';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type LookupFunction, type Socket } from 'node:net';
import { Transform, type Duplex, type TransformCallback } from 'node:stream';
import { AddressPolicy } from '../address/address-policy.js';
import type { AllowList } from '../address/allow-list.js';
import { createPinnedLookup, resolveBySystem, type ResolveHost } from '../client/pinned-lookup.js';

export interface GuardProxyOptions {
  readonly allowed: AllowList;
  /** The limit for all connections together. */
  readonly maxBytes: number;
  readonly connectMs?: number;
  /** Milliseconds without data after which a connection is closed. */
  readonly idleMs?: number;
  readonly resolve?: ResolveHost;
}

const OF_THE_PROXY = new Set(['proxy-authorization', 'proxy-connection', 'connection', 'keep-alive', 'te', 'upgrade']);
/** Methods that fetch. The proxy must not change data on servers. */
const METHODS = new Set(['GET', 'HEAD', 'POST']);

const REFUSED = 403;
const UNREACHABLE = 502;

const targetOf = (authority: string): { host: string; port: number } | undefined => {
  const url = parseUrl(`http://${authority}`);
  if (url === undefined || url.pathname !== '/' || url.username !== '' || url.search !== '') return undefined;
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port || '80') };
};

/**
 * A proxy for external programs that fetch by themselves, such as yt-dlp: it reaches only addresses that may be fetched from.
 * It speaks HTTP (`http_proxy`, `https_proxy`) on this machine only, with a password that only the program gets.
 */
export class GuardProxy {
  readonly #policy: AddressPolicy;
  readonly #lookup: LookupFunction;
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();
  readonly #password = randomBytes(24).toString('hex');
  #remainingBytes: number;

  private constructor(private readonly options: GuardProxyOptions) {
    this.#policy = new AddressPolicy(options.allowed);
    this.#lookup = createPinnedLookup(this.#policy, options.resolve ?? resolveBySystem);
    this.#remainingBytes = options.maxBytes;
    this.#server = createServer((request, response) => {
      this.#forward(request, response);
    });
    this.#server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
      this.#tunnel(request, client, head);
    });
    this.#server.on('connection', (socket: Socket) => {
      this.#keep(socket);
    });
  }

  static async start(options: GuardProxyOptions): Promise<GuardProxy> {
    const proxy = new GuardProxy(options);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get url(): string {
    return `http://guard:${this.#password}@127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** True if the limit of bytes was exceeded; then all connections are closed. */
  get isExhausted(): boolean {
    return this.#remainingBytes < 0;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #tunnel(request: IncomingMessage, client: Duplex, head: Buffer): void {
    client.on('error', () => undefined);
    const answer = (status: number): void => {
      client.end(`HTTP/1.1 ${String(status)} Refused\r\nContent-Length: 0\r\n\r\n`);
    };
    const target = targetOf(request.url ?? '');
    if (!this.#isKnown(request) || target === undefined || this.#policy.refusalOfHost(target.host) !== undefined) {
      answer(REFUSED);
      return;
    }
    let isEstablished = false;
    const upstream = this.#limit(this.#keep(connect({ ...target, lookup: this.#lookup })));
    upstream.once('error', () => {
      // Within the tunnel an HTTP answer would look like bytes of the server.
      if (isEstablished) client.destroy();
      else answer(UNREACHABLE);
    });
    upstream.once('connect', () => {
      isEstablished = true;
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(this.#counter(upstream)).pipe(client).pipe(upstream);
    });
    upstream.once('close', () => client.destroy());
    client.once('close', () => upstream.destroy());
  }

  #forward(request: IncomingMessage, response: ServerResponse): void {
    const url = this.#askedFor(request);
    if (url === undefined) {
      response.writeHead(REFUSED, { connection: 'close' }).end();
      return;
    }
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !OF_THE_PROXY.has(name)));
    const onward = httpRequest(url, { method: request.method, headers, lookup: this.#lookup, agent: false });
    onward.on('socket', (socket) => this.#limit(this.#keep(socket)));
    onward.once('response', (answer) => {
      this.#answer(answer, response);
    });
    onward.once('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(UNREACHABLE, { connection: 'close' }).end();
    });
    response.once('close', () => onward.destroy());
    request.pipe(onward);
  }

  #answer(answer: IncomingMessage, response: ServerResponse): void {
    response.writeHead(answer.statusCode ?? UNREACHABLE, answer.headers);
    answer.once('error', () => response.destroy()).once('aborted', () => response.destroy());
    answer.pipe(this.#counter(answer)).pipe(response);
  }

  #askedFor(request: IncomingMessage): URL | undefined {
    const url = parseUrl(request.url ?? '');
    if (url?.protocol !== 'http:' || !METHODS.has(request.method ?? '') || !this.#isKnown(request)) return undefined;
    return this.#policy.refusalOfHost(url.hostname) === undefined ? url : undefined;
  }

  #limit(socket: Socket): Socket {
    const { connectMs = 10_000, idleMs = 60_000 } = this.options;
    socket.setTimeout(connectMs, () => socket.destroy());
    return socket.once('connect', () => socket.setTimeout(idleMs));
  }

  #isKnown({ headers }: IncomingMessage): boolean {
    const expected = Buffer.from(`Basic ${Buffer.from(`guard:${this.#password}`).toString('base64')}`);
    const actual = Buffer.from(headers['proxy-authorization'] ?? '');
    return actual.byteLength === expected.byteLength && timingSafeEqual(actual, expected);
  }

  #counter(from: { destroy(): unknown }): Transform {
    const count = (bytes: number): boolean => (this.#remainingBytes -= bytes) >= 0;
    return new Transform({
      transform: (chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void => {
        if (count(chunk.byteLength)) {
          done(null, chunk);
          return;
        }
        from.destroy();
        for (const socket of this.#sockets) socket.destroy();
        done();
      },
    });
  }

  #keep<S extends Duplex>(socket: S): S {
    this.#sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
    return socket;
  }
}
