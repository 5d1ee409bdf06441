import type { IncomingMessage } from 'node:http';
import { PermanentError } from '@throughline/contracts';
import { AllowList } from '../address/allow-list.js';
import { AddressPolicy } from '../address/address-policy.js';
import { parseTarget } from '../address/target.js';
import { discardBody, readBody } from './body.js';
import { resolveBySystem, type ResolveHost } from './pinned-lookup.js';
import { sendPinnedRequest, type PinnedConnectionOptions } from './pinned-request.js';
import { toRequestBody, type RequestBody } from './request-body.js';
import { followRedirect, isRedirect, type Headers, type RedirectHop } from './redirects.js';
import { toTransportError } from './transport-error.js';

export interface GuardedClientOptions {
  /** Exceptions to the rule that only public addresses may be connected to. */
  readonly allowed?: AllowList;
  readonly mayDowngrade?: boolean;
  readonly userAgent?: string;
  /** Milliseconds until the connection is established, including TLS. */
  readonly connectMs?: number;
  /** Milliseconds until the head of the answer is complete. */
  readonly headersMs?: number;
  /** The maximum milliseconds without data within an answer. */
  readonly idleMs?: number;
  readonly resolve?: ResolveHost;
  /** A certificate authority (PEM) that replaces the system's. */
  readonly ca?: string;
}

export interface GuardedRequest {
  readonly method?: string;
  readonly headers?: Headers;
  /** A request with a body follows no redirects; the redirect is its answer. */
  readonly body?: Uint8Array | RequestBody;
  readonly redirects?: 'follow' | 'answer';
  readonly signal?: AbortSignal;
  /** Replaces `headersMs` and `idleMs` of the client. */
  readonly silenceMs?: number;
  /** A larger answer fails with `too-large`. */
  readonly maxBytes?: number;
}

export interface GuardedResponse {
  readonly status: number;
  /** The URL of the answer, after all redirects. */
  readonly url: URL;
  /** Returns a header by its lower-case name. Several values of one name are joined by commas. */
  readonly header: (name: string) => string | undefined;
  /** Read it once, or call `discard`. */
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
 * Fetches addresses that users name. It connects only to public addresses, checks every connection and redirect, and connects
 * to the very address that it checked. Errors and answers contain hosts, never paths, queries or users.
 *
 * Proxies of the environment (HTTPS_PROXY) are not used: a proxy does its own DNS lookup, which would bypass the check.
 */
export class GuardedClient {
  readonly #lines: PinnedConnectionOptions;
  readonly #idleMs: number;
  readonly #mayDowngrade: boolean;
  readonly #userAgent: string;
  readonly #open = new Set<{ destroy(): unknown }>();

  constructor(options: GuardedClientOptions = {}) {
    const { allowed = AllowList.nothing, mayDowngrade = false, resolve = resolveBySystem, ca } = options;
    const { connectMs, headersMs, idleMs, userAgent } = { ...DEFAULTS, ...options };
    this.#lines = { policy: new AddressPolicy(allowed), resolve, connectMs, headersMs, ca };
    this.#idleMs = idleMs;
    this.#mayDowngrade = mayDowngrade;
    this.#userAgent = userAgent;
  }

  /** Follows a few redirects. Returns any final status; throws if there is no answer. */
  async fetch(address: string, options: GuardedRequest = {}): Promise<GuardedResponse> {
    const { redirects: onRedirect = options.body === undefined ? 'follow' : 'answer' } = options;
    let hop: RedirectHop = { target: parseTarget(address), headers: options.headers ?? {} };
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const { url } = hop.target;
      const answer = await this.#ask(hop, options);
      if (onRedirect === 'answer' || !isRedirect(answer.statusCode ?? 0)) return this.#responseOf(answer, url, options);
      discardBody(answer);
      hop = followRedirect(hop, headerOf(answer)('location'), this.#mayDowngrade);
    }
    throw new PermanentError(
      'redirect-refused',
      `${hop.target.url.host} was reached after more than ${String(MAX_REDIRECTS)} redirects`,
    );
  }

  close(): Promise<void> {
    for (const line of this.#open) line.destroy();
    return Promise.resolve();
  }

  readonly #keep = (line: { destroy(): unknown }): (() => void) => {
    this.#open.add(line);
    return () => this.#open.delete(line);
  };

  async #ask(
    { target, headers }: RedirectHop,
    { method = 'GET', signal, silenceMs = this.#lines.headersMs, body: requestBody }: GuardedRequest,
  ): Promise<IncomingMessage> {
    signal?.throwIfAborted();
    const body = requestBody instanceof Uint8Array ? toRequestBody(requestBody) : requestBody;
    const { url, authorization } = target;
    // A literal address has no DNS lookup, so it is checked here.
    const refusal = this.#lines.policy.refusalOfHost(url.hostname);
    if (refusal !== undefined) throw refusal;
    const sent = {
      'user-agent': this.#userAgent,
      // Uncompressed: length and checksum are those of the recording, and there are no decompression bombs.
      'accept-encoding': 'identity',
      ...headers,
      ...(body === undefined ? {} : { 'content-length': String(body.length) }),
      ...(authorization === undefined ? {} : { authorization }),
    };
    try {
      const lines = { ...this.#lines, headersMs: silenceMs };
      return await sendPinnedRequest({ url, method, headers: sent, body, signal }, lines, this.#keep);
    } catch (error) {
      signal?.throwIfAborted();
      throw toTransportError(error, url.host);
    }
  }

  #responseOf(
    body: IncomingMessage,
    url: URL,
    { maxBytes = Infinity, silenceMs: idleMs = this.#idleMs, signal }: GuardedRequest,
  ): GuardedResponse {
    // An error of the body must not crash a caller that only reads the head.
    body.on('error', () => undefined);
    return {
      status: body.statusCode ?? 0,
      url,
      header: headerOf(body),
      body: readBody(body, { host: url.host, maxBytes, idleMs, signal }),
      discard: () => {
        discardBody(body);
      },
    };
  }
}
