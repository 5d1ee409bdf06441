import type { IncomingMessage } from 'node:http';
import { PermanentError } from '@throughline/contracts';
import { AllowList } from '../address/allow-list.js';
import { AddressPolicy } from '../address/address-policy.js';
import { targetOf } from '../address/target.js';
import { discard, readBody } from './body.js';
import { systemResolve, type Resolve } from './pinned-lookup.js';
import { pinnedRequest, type PinnedLines } from './pinned-request.js';
import { bodyOf, type RequestBody } from './request-body.js';
import { follow, isRedirect, type Headers, type Hop } from './redirects.js';
import { transportError } from './transport-error.js';

export interface GuardedClientOptions {
  /** What may be connected to although it is not public. */
  readonly allowed?: AllowList;
  /** Follow from https to http. */
  readonly mayDowngrade?: boolean;
  readonly userAgent?: string;
  /** Until there is a connection, encrypted where it is to be. Milliseconds. */
  readonly connectMs?: number;
  /** Until the head of an answer is there. Milliseconds. */
  readonly headersMs?: number;
  /** The longest silence within an answer. Milliseconds. */
  readonly idleMs?: number;
  readonly resolve?: Resolve;
  /** A certificate authority (PEM) in place of the system's. */
  readonly ca?: string;
}

export interface GuardedRequest {
  readonly method?: string;
  readonly headers?: Headers;
  /** A request with one is never sent on: a redirect is an answer to it like others. */
  readonly body?: Uint8Array | RequestBody;
  readonly redirects?: 'follow' | 'answer';
  readonly signal?: AbortSignal;
  /** More bytes than this are refused with `too-large`. */
  readonly maxBytes?: number;
}

export interface GuardedResponse {
  readonly status: number;
  /** Where the answer came from in the end. */
  readonly url: URL;
  /** A header by its name in small letters; several of one name are joined by commas. */
  readonly header: (name: string) => string | undefined;
  /** To be read once, or discarded. */
  readonly body: AsyncGenerator<Buffer, void, undefined>;
  discard(): void;
}

const MAX_REDIRECTS = 5;
const DEFAULTS = { connectMs: 10_000, headersMs: 30_000, idleMs: 30_000, userAgent: 'Throughline' };

const headerOf =
  ({ headers }: IncomingMessage) =>
  (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };

/**
 * Fetches what people name: from public addresses alone, checked for each connection and at each redirect; the address that was
 * checked is the one connected to. Errors and answers name hosts, never paths, queries or users.
 *
 * Proxies of the environment (HTTPS_PROXY) are not used: a proxy looks names up by itself, and what was checked here would be void.
 */
export class GuardedClient {
  readonly #lines: PinnedLines;
  readonly #idleMs: number;
  readonly #mayDowngrade: boolean;
  readonly #userAgent: string;
  readonly #open = new Set<{ destroy(): unknown }>();

  constructor(options: GuardedClientOptions = {}) {
    const { allowed = AllowList.nothing, mayDowngrade = false, resolve = systemResolve, ca } = options;
    const { connectMs, headersMs, idleMs, userAgent } = { ...DEFAULTS, ...options };
    this.#lines = { policy: new AddressPolicy(allowed), resolve, connectMs, headersMs, ca };
    this.#idleMs = idleMs;
    this.#mayDowngrade = mayDowngrade;
    this.#userAgent = userAgent;
  }

  /** Follows redirects, a few of them. Any final status is an answer; trouble on the way is thrown. */
  async fetch(address: string, options: GuardedRequest = {}): Promise<GuardedResponse> {
    const { redirects: onRedirect = options.body === undefined ? 'follow' : 'answer' } = options;
    let hop: Hop = { target: targetOf(address), headers: options.headers ?? {} };
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const { url } = hop.target;
      const answer = await this.#ask(hop, options);
      if (onRedirect === 'answer' || !isRedirect(answer.statusCode ?? 0)) return this.#responseOf(answer, url, options);
      discard(answer);
      hop = follow(hop, headerOf(answer)('location'), this.#mayDowngrade);
    }
    throw new PermanentError(
      'redirect-refused',
      `${hop.target.url.host} is the end of more than ${String(MAX_REDIRECTS)} redirects`,
    );
  }

  /** Ends all connections, also those in use. */
  close(): Promise<void> {
    for (const line of this.#open) line.destroy();
    return Promise.resolve();
  }

  readonly #keep = (line: { destroy(): unknown }): (() => void) => {
    this.#open.add(line);
    return () => this.#open.delete(line);
  };

  async #ask({ target, headers }: Hop, { method = 'GET', signal, body: given }: GuardedRequest): Promise<IncomingMessage> {
    signal?.throwIfAborted();
    const body = given instanceof Uint8Array ? bodyOf(given) : given;
    const { url, authorization } = target;
    // An address in place of a name is never looked up.
    const refusal = this.#lines.policy.refusalOfHost(url.hostname);
    if (refusal !== undefined) throw refusal;
    const sent = {
      'user-agent': this.#userAgent,
      // Bytes as they are: their number and checksum are those of the recording, and nothing can swell.
      'accept-encoding': 'identity',
      ...headers,
      ...(body === undefined ? {} : { 'content-length': String(body.length) }),
      ...(authorization === undefined ? {} : { authorization }),
    };
    try {
      return await pinnedRequest({ url, method, headers: sent, body, signal }, this.#lines, this.#keep);
    } catch (error) {
      signal?.throwIfAborted();
      throw transportError(error, url.host);
    }
  }

  #responseOf(body: IncomingMessage, url: URL, { maxBytes = Infinity, signal }: GuardedRequest): GuardedResponse {
    // Whoever looks at the head alone for a while must not be ended by what happens to the rest.
    body.on('error', () => undefined);
    return {
      status: body.statusCode ?? 0,
      url,
      header: headerOf(body),
      body: readBody(body, { host: url.host, maxBytes, idleMs: this.#idleMs, signal }),
      discard: () => {
        discard(body);
      },
    };
  }
}
