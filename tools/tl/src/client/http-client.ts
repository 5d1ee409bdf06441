import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { CliError } from '../exit.js';
import type { Settings } from '../settings/settings.js';
import { parseJson, readText, refusalOf, wantsRetry, type Answer } from './answer.js';
import type { Patience } from './patience.js';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Call {
  readonly method?: Method;
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The server may think for so long. Milliseconds. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const POSITION = 'throughline-position';

/** A server that has not answered this command at all within so long is taken for stopped. */
export const FIRST_ANSWER_MS = 5_000;

/** Trouble on the way, not an answer. */
export const unreachable = (url: string, cause: unknown): CliError => {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : '';
  return new CliError('unreachable', `Throughline is stopped or cannot be reached: nothing answers at ${url}${code}`, {
    cause,
    tryInstead: '`npm start` starts it, and TL_URL names another address. With --patience SECONDS the command waits longer.',
  });
};

const noAnswer = (): Error => Object.assign(new Error('The server does not answer'), { code: 'ETIMEDOUT' });

/** What cannot stand in a header is a mistake on this side, and no trouble on the way. */
function requireSendable(headers: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(headers))
    if (!/^[\t\x20-\x7e]*$/.test(String(value)))
      throw new CliError('usage', `The header ${name} would hold characters that cannot be sent`, {
        tryInstead: 'Check the token (TL_TOKEN) and the --key: letters, digits and the signs between them.',
      });
}

/** An answer, or why there is none and how long it took to find out, in milliseconds. */
export type Outcome = { readonly answer: Answer } | { readonly error: CliError; readonly tookMs: number };

/** Speaks to the API. Whatever can be repeated safely is repeated while the server is away. */
export class HttpClient {
  #hasAnswered = false;
  /** The highest position of the log that an answer has shown: what is read after it shows at least as much. */
  #position = 0n;

  constructor(
    private readonly settings: Settings,
    readonly newPatience: () => Patience,
  ) {}

  /** Whether the server has answered anything since this client was made. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  get url(): string {
    return this.settings.url;
  }

  /** Parsed JSON of a call that succeeded. */
  async json(call: Call): Promise<unknown> {
    const { body } = await this.call(call);
    return body === '' ? undefined : parseJson(body);
  }

  /** A call that succeeded. Throws what the server refused. */
  async call(call: Call): Promise<Answer> {
    const answer = await this.answer(call);
    if (answer.status < 400) return answer;
    throw refusalOf(answer);
  }

  /** The last word of the server, a refusal too. */
  async answer(call: Call): Promise<Answer> {
    const patience = this.newPatience();
    for (;;) {
      const outcome = await this.attempt(() => this.send(call));
      if ('answer' in outcome && !wantsRetry(outcome.answer)) return outcome.answer;
      await HttpClient.waitOrThrow(patience, outcome);
    }
  }

  /** One try: an answer, or why there is none. */
  async attempt(send: () => Promise<Answer>): Promise<Outcome> {
    const since = performance.now();
    try {
      return { answer: await send() };
    } catch (error) {
      if (error instanceof CliError) throw error;
      return { error: unreachable(this.url, error), tookMs: performance.now() - since };
    }
  }

  static async waitOrThrow(patience: Patience, outcome: Outcome): Promise<void> {
    const isAnswer = 'answer' in outcome;
    const error = isAnswer ? refusalOf(outcome.answer) : outcome.error;
    const header = isAnswer ? outcome.answer.headers['retry-after'] : undefined;
    const trouble = {
      retryAfterSeconds: header === undefined ? undefined : Number(header),
      tookMs: isAnswer ? 0 : outcome.tookMs,
    };
    if (!(await patience.again(error.message.replace(/\.$/, ''), trouble))) throw error;
  }

  /** An open request with the token; the caller writes its body. */
  open(
    path: string,
    options: Omit<RequestOptions, 'headers'> & { readonly headers: Readonly<Record<string, string | number>> },
  ): ClientRequest {
    const url = new URL(path, this.url);
    const headers = {
      accept: 'application/json, */*',
      [POSITION]: String(this.#position),
      ...options.headers,
      authorization: `Bearer ${this.settings.token}`,
    };
    requireSendable(headers);
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { ...options, headers });
    return request.once('response', ({ headers: answered }) => {
      const position = BigInt(String(answered[POSITION] ?? 0));
      if (position > this.#position) this.#position = position;
    });
  }

  /** The response to an open request, which `send` sends. A server that has not answered before has to within `FIRST_ANSWER_MS`. */
  responseTo(request: ClientRequest, send: () => void): Promise<IncomingMessage> {
    const unwatch = this.#hasAnswered ? undefined : this.watchFirst(request);
    return new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', (response) => {
        this.#hasAnswered = true;
        resolve(response);
      });
      request.once('error', reject);
      request.once('timeout', () => request.destroy(noAnswer()));
      send();
    }).finally(unwatch);
  }

  /** The first request may take long because it is large. Its server is stopped only where it does not say that it lives either. */
  private watchFirst(request: ClientRequest): () => void {
    const giveUp = setTimeout(() => request.destroy(noAnswer()), FIRST_ANSWER_MS);
    let probe: ClientRequest | undefined;
    const ask = setTimeout(() => {
      probe = this.open('/health/live', { method: 'GET', headers: {} });
      probe.once('response', (response) => {
        response.resume();
        this.#hasAnswered = true;
        clearTimeout(giveUp);
      });
      // The first request meets the same trouble, and tells of it.
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
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const request = this.open(call.path, {
      method: call.method ?? 'GET',
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
