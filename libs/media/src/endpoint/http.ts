import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { codeOf } from '@throughline/contracts';
import { AbortError, throwIfAborted } from '../errors.js';

/** Bytes of a known number, to be sent as often as the request is. */
export interface Body {
  readonly type: string;
  readonly length: number;
  readonly bytes: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Why no answer came: nobody is there, the line broke, or it took too long. */
export type LineFailure = 'unreachable' | 'broken' | 'timeout' | 'endless';

export class LineError extends Error {
  override readonly name = 'LineError';
  constructor(
    readonly failure: LineFailure,
    options?: ErrorOptions,
  ) {
    super(failure, options);
  }
}

/** A transcript of a whole day has less. */
const MOST_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * One request on a line of its own, answered within the time or not at all. No redirect is followed: a key goes to the address that
 * the operator has named and to no other. (`fetch` gives up after five minutes without headers, and engines may think longer.)
 */
export async function ask(url: URL, asked: Asked): Promise<Answered> {
  throwIfAborted(asked.signal);
  return new Promise((resolve, reject) => {
    new Line(url, asked, resolve, reject).open();
  });
}

class Line {
  #timers: NodeJS.Timeout[] = [];
  #over = false;
  #stop: (error: Error) => void = () => undefined;

  constructor(
    private readonly url: URL,
    private readonly asked: Asked,
    private readonly resolve: (answered: Answered) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  open(): void {
    const { method, headers, body, signal, timeoutMs, connectTimeoutMs } = this.asked;
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
      this.#stop(new LineError(isAway(cause) ? 'unreachable' : 'broken', { cause }));
    });
    outgoing.once('response', (incoming) => {
      this.#read(incoming);
    });
    if (body === undefined) outgoing.end();
    else
      pipeline(Readable.from(body.bytes()), outgoing, () => {
        // Whoever does not read all of it may have answered nevertheless; what went wrong is told by the request itself.
      });
  }

  #read(incoming: IncomingMessage): void {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_ANSWER_BYTES) this.#stop(new LineError('endless'));
      else chunks.push(chunk);
    });
    incoming.once('error', (cause) => {
      this.#stop(new LineError('broken', { cause }));
    });
    incoming.once('close', () => {
      if (!incoming.complete) this.#stop(new LineError('broken'));
    });
    incoming.once('end', () => {
      this.#end(() => {
        const { statusCode = 0, headers } = incoming;
        this.resolve({ status: statusCode, headers, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
  }

  readonly #onAbort = (): void => {
    this.#stop(new AbortError(this.asked.signal ?? AbortSignal.abort()));
  };

  #after(ms: number, failure: LineFailure): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#stop(new LineError(failure));
    }, ms);
    this.#timers.push(timer);
    return timer;
  }

  #end(settle: () => void): void {
    if (this.#over) return;
    this.#over = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.asked.signal?.removeEventListener('abort', this.#onAbort);
    settle();
  }
}

/** Nobody took the request, so it was surely not done. */
const AWAY = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);
/** An address of several kinds fails with a list of errors. */
const errorsIn = (error: object): readonly unknown[] =>
  'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
const isAway = (error: object): boolean => errorsIn(error).every((each) => AWAY.has(codeOf(each) ?? ''));
