import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { request as apiRequest, type ApiRequest } from '@throughline/api-client';
import { live } from '@throughline/api-client/operations';
import { CliError } from '../exit.js';
import type { Settings } from '../settings/settings.js';
import { parseJson, readText, refusalOf, shouldRetry, type Answer } from './answer.js';
import type { RetryLimit } from './retry-limit.js';

export interface Call extends ApiRequest {
  /** A body that is JSON already. */
  readonly text?: string;
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const POSITION = 'throughline-position';
const STALE_SINCE = 'throughline-stale-since';

/** A server without any answer to this command within this time counts as stopped. */
export const FIRST_ANSWER_MS = 5_000;

export const unreachableError = (url: string, cause: unknown): CliError => {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : '';
  return new CliError('unreachable', `Throughline does not answer at ${url}${code}: it is stopped or unreachable`, {
    cause,
    tryInstead: 'Start it with `npm start`, or set TL_URL to another address. --patience SECONDS waits longer.',
  });
};

const noAnswerError = (): Error => Object.assign(new Error('The server does not answer'), { code: 'ETIMEDOUT' });

/** Rejects characters that a header cannot contain: this is a usage error and not a network problem. */
function requireSendable(headers: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(headers))
    if (!/^[\t\x20-\x7e]*$/.test(String(value)))
      throw new CliError('usage', `The header ${name} contains characters that cannot be sent`, {
        tryInstead: 'Check the token (TL_TOKEN) and the --key: only letters, digits and ASCII punctuation are allowed.',
      });
}

/** An answer, or the network error and the milliseconds that it took. */
export type Outcome = { readonly answer: Answer } | { readonly error: CliError; readonly tookMs: number };

/** Calls the API. Retries while the server is unavailable; callers repeat only safe requests. */
export class HttpClient {
  #hasAnswered = false;
  /** The highest log position of any answer. Sent with each request, so that reads are never older than that. */
  #position = 0n;
  #isStaleTold = false;

  constructor(
    private readonly settings: Settings,
    readonly newPatience: () => RetryLimit,
    /** Ends requests and retries. */
    private readonly signal?: AbortSignal,
    /** Called for the first answer whose items may lack changes since a time, in ISO 8601. */
    private readonly onStale?: (since: string) => void,
  ) {}

  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** The address of the server, with the base path of a server below one, and without a slash at its end. */
  get url(): string {
    return this.settings.url;
  }

  /** Returns the path of an address in an answer, without the base path that `open` adds. */
  pathOf(address: string): string {
    const { pathname: base } = new URL(`${this.url}/`);
    const { pathname } = new URL(address, this.url);
    return pathname.startsWith(base) ? pathname.slice(base.length - 1) : pathname;
  }

  async json(call: Call): Promise<unknown> {
    const { body } = await this.call(call);
    return body === '' ? undefined : parseJson(body);
  }

  /** Returns a successful answer. Throws the error of any other. */
  async call(call: Call): Promise<Answer> {
    const answer = await this.answer(call);
    if (answer.status < 400) return answer;
    throw refusalOf(answer);
  }

  /** Retries until there is a final answer, which may be a refusal. */
  async answer(call: Call): Promise<Answer> {
    const patience = this.newPatience();
    for (;;) {
      const outcome = await this.attempt(() => this.send(call));
      if ('answer' in outcome && !shouldRetry(outcome.answer)) return outcome.answer;
      await HttpClient.waitOrThrow(patience, outcome);
    }
  }

  async attempt(send: () => Promise<Answer>): Promise<Outcome> {
    const since = performance.now();
    try {
      return { answer: await send() };
    } catch (error) {
      this.signal?.throwIfAborted();
      if (error instanceof CliError) throw error;
      return { error: unreachableError(this.url, error), tookMs: performance.now() - since };
    }
  }

  static async waitOrThrow(patience: RetryLimit, outcome: Outcome): Promise<void> {
    const isAnswer = 'answer' in outcome;
    const error = isAnswer ? refusalOf(outcome.answer) : outcome.error;
    const header = isAnswer ? outcome.answer.headers['retry-after'] : undefined;
    const trouble = {
      retryAfterSeconds: header === undefined ? undefined : Number(header),
      tookMs: isAnswer ? 0 : outcome.tookMs,
    };
    if (!(await patience.waitForRetry(error.message.replace(/\.$/, ''), trouble))) throw error;
  }

  /** Opens a request with the token. The caller writes the body. */
  open(
    { method, path }: ApiRequest,
    options: Omit<RequestOptions, 'headers' | 'method'> & { readonly headers: Readonly<Record<string, string | number>> },
  ): ClientRequest {
    const url = new URL(`${this.url}${path}`);
    const headers = {
      accept: 'application/json, */*',
      [POSITION]: String(this.#position),
      ...options.headers,
      authorization: `Bearer ${this.settings.token}`,
    };
    requireSendable(headers);
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      ...options,
      method,
      headers,
      ...(this.signal === undefined ? {} : { signal: this.signal }),
    });
    return request.once('response', ({ headers: answered }) => {
      const position = BigInt(String(answered[POSITION] ?? 0));
      if (position > this.#position) this.#position = position;
      this.#tellStale(answered[STALE_SINCE]);
    });
  }

  #tellStale(since: string | string[] | undefined): void {
    if (typeof since !== 'string' || this.#isStaleTold) return;
    this.#isStaleTold = true;
    this.onStale?.(since);
  }

  /**
   * Resolves with the response to an open request, which `send` completes. The server's first answer must come within
   * `FIRST_ANSWER_MS`.
   */
  responseTo(request: ClientRequest, send: () => void): Promise<IncomingMessage> {
    const unwatch = this.#hasAnswered ? undefined : this.watchFirst(request);
    return new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', (response) => {
        this.#hasAnswered = true;
        resolve(response);
      });
      request.once('error', reject);
      request.once('timeout', () => request.destroy(noAnswerError()));
      send();
    }).finally(unwatch);
  }

  /**
   * Guards the first request, which may take long because it is large. Aborts it only if the health check does not answer
   * either.
   */
  private watchFirst(request: ClientRequest): () => void {
    let giveUp: NodeJS.Timeout | undefined;
    let probe: ClientRequest | undefined;
    const ask = setTimeout(() => {
      // Starts with the probe: after a suspended computer both timers are due, and the answer still waits to be read.
      giveUp = setTimeout(() => request.destroy(noAnswerError()), FIRST_ANSWER_MS / 2);
      probe = this.open(apiRequest(live), { headers: {} });
      probe.once('response', (response) => {
        response.resume();
        this.#hasAnswered = true;
        clearTimeout(giveUp);
      });
      // The first request fails in the same way and reports it.
      probe.once('error', () => undefined);
      probe.end();
    }, FIRST_ANSWER_MS / 2);
    return () => {
      clearTimeout(giveUp);
      clearTimeout(ask);
      probe?.destroy();
    };
  }

  private async send(call: Call): Promise<Answer> {
    const body = call.text ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    const request = this.open(call, {
      timeout: call.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      headers: {
        ...call.headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
      },
    });
    const response = await this.responseTo(request, () => request.end(body));
    return { status: response.statusCode ?? 0, headers: response.headers, body: await readText(response) };
  }
}
