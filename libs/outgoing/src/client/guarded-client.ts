import { PermanentError } from '@throughline/contracts';
import { Agent, request, type Dispatcher } from 'undici';
import { AllowList } from '../address/allow-list.js';
import { AddressPolicy } from '../address/address-policy.js';
import { targetOf } from '../address/target.js';
import { discard, readBody } from './body.js';
import { pinnedConnect } from './pinned-connect.js';
import { systemResolve, type Resolve } from './pinned-lookup.js';
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
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Headers;
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
  (headers: Dispatcher.ResponseData['headers']) =>
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
  /** One for each fetch that is under way: nothing is left of it when it has ended, and it takes no other with it. */
  readonly #agents = new Set<Agent>();
  readonly #policy: AddressPolicy;
  readonly #mayDowngrade: boolean;
  readonly #userAgent: string;

  readonly #newAgent: (signal: AbortSignal | undefined) => Agent;

  constructor(options: GuardedClientOptions = {}) {
    const { allowed = AllowList.nothing, mayDowngrade = false, resolve = systemResolve, ca } = options;
    const { connectMs, headersMs, idleMs, userAgent } = { ...DEFAULTS, ...options };
    const policy = new AddressPolicy(allowed);
    this.#policy = policy;
    this.#mayDowngrade = mayDowngrade;
    this.#userAgent = userAgent;
    this.#newAgent = (signal) =>
      new Agent({
        connect: pinnedConnect({ policy, resolve, connectMs, ca, signal }),
        headersTimeout: headersMs,
        bodyTimeout: idleMs,
        // A connection for each request: one that stands idle is one more that the other side can break under a request.
        pipelining: 0,
      });
  }

  /** Follows redirects, a few of them. Any final status is an answer; trouble on the way is thrown. */
  async fetch(address: string, options: GuardedRequest = {}): Promise<GuardedResponse> {
    const first: Hop = { target: targetOf(address), headers: options.headers ?? {} };
    const agent = this.#newAgent(options.signal);
    this.#agents.add(agent);
    try {
      return await this.#follow(first, agent, options);
    } catch (error) {
      this.#drop(agent);
      throw error;
    }
  }

  async #follow(first: Hop, agent: Agent, options: GuardedRequest): Promise<GuardedResponse> {
    let hop = first;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const { url } = hop.target;
      const answer = await this.#ask(hop, agent, options);
      if (!isRedirect(answer.statusCode)) {
        answer.body.once('close', () => {
          this.#drop(agent);
        });
        return this.#responseOf(answer, url, options);
      }
      discard(answer.body);
      hop = follow(hop, headerOf(answer.headers)('location'), this.#mayDowngrade);
    }
    throw new PermanentError(
      'redirect-refused',
      `${hop.target.url.host} is the end of more than ${String(MAX_REDIRECTS)} redirects`,
    );
  }

  /** Ends all connections, also those in use. */
  async close(): Promise<void> {
    await Promise.all([...this.#agents].map((agent) => agent.destroy()));
  }

  #drop(agent: Agent): void {
    this.#agents.delete(agent);
    void agent.destroy();
  }

  async #ask(
    { target, headers }: Hop,
    agent: Agent,
    { method = 'GET', signal }: GuardedRequest,
  ): Promise<Dispatcher.ResponseData> {
    signal?.throwIfAborted();
    const { url, authorization } = target;
    const refusal = this.#policy.refusalOfHost(url.hostname);
    if (refusal !== undefined) throw refusal;
    try {
      return await request(url, {
        method,
        dispatcher: agent,
        headers: {
          'user-agent': this.#userAgent,
          // Bytes as they are: their number and checksum are those of the recording, and nothing can swell.
          'accept-encoding': 'identity',
          ...headers,
          ...(authorization === undefined ? {} : { authorization }),
        },
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw transportError(error, url.host);
    }
  }

  #responseOf(answer: Dispatcher.ResponseData, url: URL, { maxBytes = Infinity, signal }: GuardedRequest): GuardedResponse {
    const { body } = answer;
    // Whoever looks at the head alone for a while must not be ended by what happens to the rest.
    body.on('error', () => undefined);
    return {
      status: answer.statusCode,
      url,
      header: headerOf(answer.headers),
      body: readBody(body, { host: url.host, maxBytes, signal }),
      discard: () => {
        discard(body);
      },
    };
  }
}
