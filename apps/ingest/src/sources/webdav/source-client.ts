import { GuardedClient, type AllowList, type GuardedResponse } from '@throughline/outgoing';
import { DavClient, type Connection, type DavAnswer, type DavTransport, type TransportRequest } from '@throughline/webdav';
import { misconfiguredError } from '../../kit/read-settings.js';
import { toStatusError, toTransportError, tooLargeError } from './dav-errors.js';

export interface Timeouts {
  readonly connectMs?: number;
  readonly headersMs?: number;
  readonly idleMs?: number;
}

export interface SourceClientOptions {
  readonly allowed: AllowList;
  readonly timeouts?: Timeouts;
  readonly maxListing?: number;
}

/** A page of a listing must be answered within 20 seconds. */
const TIMEOUTS = { connectMs: 5_000, headersMs: 18_000, idleMs: 10_000 };
/** Some 12,000 files of one folder. */
const MAX_LISTING = 8 * 2 ** 20;
/** A real answer has a tag for each 20 bytes or more. Parsing millions of tags would stop the service for a minute. */
const BYTES_PER_TAG = 20;
const MAX_BYTES = 2 ** 20;

function countTags(xml: string): number {
  let tags = 0;
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at + 1)) tags += 1;
  return tags;
}

class SourceTransport implements DavTransport {
  readonly where: string;
  readonly #client: GuardedClient;

  constructor(name: string, { ca }: Connection, { allowed, timeouts }: SourceClientOptions) {
    this.where = `The WebDAV server of the connection '${name}'`;
    this.#client = new GuardedClient({ allowed, ...TIMEOUTS, ...timeouts, ...(ca === undefined ? {} : { ca }) });
  }

  async ask(url: string, { expected, ...request }: TransportRequest): Promise<DavAnswer> {
    const limited = { maxBytes: MAX_BYTES, ...request };
    const { status, header, body } = await this.#fetch(url, limited);
    const pieces: Buffer[] = [];
    try {
      for await (const piece of body) pieces.push(piece);
    } catch (error) {
      throw this.#toError(error, request.signal);
    }
    const text = Buffer.concat(pieces).toString('utf8');
    if (!expected.includes(status)) throw toStatusError(this.where, { status, header });
    if (countTags(text) > limited.maxBytes / BYTES_PER_TAG) throw tooLargeError(this.where);
    return { status, header, text };
  }

  /** Returns an answer whose body has not been read. */
  async open(url: string, { expected, ...request }: TransportRequest): Promise<GuardedResponse> {
    const answer = await this.#fetch(url, request);
    if (expected.includes(answer.status)) return answer;
    answer.discard();
    throw toStatusError(this.where, answer);
  }

  toError(answer: DavAnswer): Error {
    return toStatusError(this.where, answer);
  }

  toMisconfigured(why: string): Error {
    return misconfiguredError(why);
  }

  async #fetch(url: string, { signal, ...request }: Omit<TransportRequest, 'expected'>): Promise<GuardedResponse> {
    try {
      return await this.#client.fetch(url, { redirects: 'answer', ...request, ...(signal && { signal }) });
    } catch (error) {
      throw this.#toError(error, signal);
    }
  }

  #toError(error: unknown, signal: AbortSignal | undefined): unknown {
    return signal?.aborted === true ? signal.reason : toTransportError(error, this.where);
  }
}

/** Client for the WebDAV requests of a source. Expected answers are returned; all others are thrown as errors of sources. */
export class SourceClient extends DavClient {
  readonly #transport: SourceTransport;

  constructor(name: string, connection: Connection, options: SourceClientOptions) {
    const transport = new SourceTransport(name, connection, options);
    super(connection, transport, { maxListing: options.maxListing ?? MAX_LISTING });
    this.#transport = transport;
  }

  get where(): string {
    return this.#transport.where;
  }

  /** Opens a file for reading. `undefined` if it is gone. A longer body fails with `too-large`. */
  async open(path: readonly string[], maxBytes: number, signal: AbortSignal): Promise<GuardedResponse | undefined> {
    const request = { method: 'GET', headers: this.authorization, signal, maxBytes, expected: [200, 404] };
    const answer = await this.#transport.open(this.urlOf(path), request);
    if (answer.status === 200) return answer;
    answer.discard();
    return undefined;
  }
}
