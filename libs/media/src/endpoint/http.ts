import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { codeOf } from '@throughline/contracts';
import { AbortError, throwIfAborted } from '../errors.js';

/** A request body of known length. `bytes` is called once for each time that the request is sent. */
export interface Body {
  readonly type: string;
  readonly length: number;
  readonly bytes: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface EndpointRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
}

export interface EndpointResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export type ConnectionFailure = 'unreachable' | 'broken' | 'timeout' | 'endless';

export class ConnectionError extends Error {
  override readonly name = 'LineError';
  constructor(
    readonly failure: ConnectionFailure,
    options?: ErrorOptions,
  ) {
    super(failure, options);
  }
}

/** The transcript of a whole day is smaller. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * Sends one request on a connection of its own. Follows no redirect, so the key goes only to the address that the operator
 * configured. `fetch` is not used: it gives up after five minutes without headers, and engines may take longer.
 */
export async function sendRequest(url: URL, request: EndpointRequest): Promise<EndpointResponse> {
  throwIfAborted(request.signal);
  return new Promise((resolve, reject) => {
    new HttpExchange(url, request, resolve, reject).open();
  });
}

class HttpExchange {
  #timers: NodeJS.Timeout[] = [];
  #isSettled = false;
  /** Set as soon as the server answers. From then on, only the answer decides: a server may answer and then not read on. */
  #incoming: IncomingMessage | undefined;
  #stop: (error: Error) => void = () => undefined;

  constructor(
    private readonly url: URL,
    private readonly request: EndpointRequest,
    private readonly resolve: (answered: EndpointResponse) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  open(): void {
    const { method, headers, body, signal, timeoutMs, connectTimeoutMs } = this.request;
    const outgoing = (this.url.protocol === 'https:' ? httpsRequest : httpRequest)(this.url, {
      method,
      agent: false,
      headers: {
        ...headers,
        'accept-encoding': 'identity',
        ...(body === undefined ? {} : { 'content-type': body.type, 'content-length': body.length }),
      },
    });
    this.#stop = (error) => {
      this.#end(() => {
        this.reject(error);
      });
      outgoing.destroy();
    };
    const connecting = this.#after(connectTimeoutMs, 'unreachable');
    this.#after(timeoutMs, 'timeout');
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    outgoing.once('socket', (socket) => {
      socket.once(this.url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        clearTimeout(connecting);
      });
    });
    outgoing.on('error', (cause) => {
      if (this.#incoming === undefined)
        this.#stop(new ConnectionError(isUnreachable(cause) ? 'unreachable' : 'broken', { cause }));
    });
    outgoing.once('response', (incoming) => {
      this.#incoming = incoming;
      this.#read(incoming);
    });
    if (body === undefined) outgoing.end();
    else
      pipeline(Readable.from(body.bytes()), outgoing, () => {
        // A server may answer without reading the whole body. The request reports its own errors.
      });
  }

  #read(incoming: IncomingMessage): void {
    const { statusCode: status = 0 } = incoming;
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) this.#stop(new ConnectionError('endless'));
      else chunks.push(chunk);
    });
    const finish = (): void => {
      this.#end(() => {
        const { headers } = incoming;
        this.resolve({ status, headers, text: Buffer.concat(chunks).toString('utf8') });
      });
    };
    // A refusal may be longer than the connection lasts. Its beginning says why.
    const breakOff = (cause?: unknown): void => {
      if (status >= 400) finish();
      else this.#stop(new ConnectionError('broken', { cause }));
    };
    incoming.once('error', breakOff);
    incoming.once('close', () => {
      if (!incoming.complete) breakOff();
    });
    incoming.once('end', finish);
  }

  readonly #onAbort = (): void => {
    this.#stop(new AbortError(this.request.signal ?? AbortSignal.abort()));
  };

  #after(ms: number, failure: ConnectionFailure): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#stop(new ConnectionError(failure));
    }, ms);
    this.#timers.push(timer);
    return timer;
  }

  #end(settle: () => void): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.request.signal?.removeEventListener('abort', this.#onAbort);
    settle();
  }
}

/** No server accepted the request, so nothing was done. */
const AWAY = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);
/** A host name with several addresses fails with a list of errors. */
const listErrors = (error: object): readonly unknown[] =>
  'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
const isUnreachable = (error: object): boolean => listErrors(error).every((each) => AWAY.has(codeOf(each) ?? ''));
