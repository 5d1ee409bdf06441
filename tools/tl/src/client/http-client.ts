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

/** Trouble on the way, not an answer. */
export const unreachable = (url: string, cause: unknown): CliError => {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : '';
  return new CliError('unreachable', `${url} cannot be reached${code}`, {
    cause,
    tryInstead: 'Is the stack running? `npm start` starts it.',
  });
};

/** What cannot stand in a header is a mistake on this side, and no trouble on the way. */
function requireSendable(headers: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(headers))
    if (!/^[\t\x20-\x7e]*$/.test(String(value)))
      throw new CliError('usage', `The header ${name} would hold characters that cannot be sent`, {
        tryInstead: 'Check the token (TL_TOKEN) and the --key: letters, digits and the signs between them.',
      });
}

/** Speaks to the API. Whatever can be repeated safely is repeated while the server is away. */
export class HttpClient {
  constructor(
    private readonly settings: Settings,
    readonly newPatience: () => Patience,
  ) {}

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
  async attempt(send: () => Promise<Answer>): Promise<{ answer: Answer } | { error: CliError }> {
    try {
      return { answer: await send() };
    } catch (error) {
      if (error instanceof CliError) throw error;
      return { error: unreachable(this.url, error) };
    }
  }

  static async waitOrThrow(patience: Patience, outcome: { answer: Answer } | { error: CliError }): Promise<void> {
    const error = 'answer' in outcome ? refusalOf(outcome.answer) : outcome.error;
    const header = 'answer' in outcome ? outcome.answer.headers['retry-after'] : undefined;
    if (!(await patience.again(error.message.replace(/\.$/, ''), header === undefined ? undefined : Number(header)))) throw error;
  }

  /** An open request with the token; the caller writes its body. */
  open(
    path: string,
    options: Omit<RequestOptions, 'headers'> & { readonly headers: Readonly<Record<string, string | number>> },
  ): ClientRequest {
    const url = new URL(path, this.url);
    const headers = { accept: 'application/json, */*', ...options.headers, authorization: `Bearer ${this.settings.token}` };
    requireSendable(headers);
    return (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { ...options, headers });
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
    const response = await responseTo(request, () => request.end(body));
    return { status: response.statusCode ?? 0, headers: response.headers, body: await readText(response) };
  }
}

export function responseTo(request: ClientRequest, send: () => void): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
    request.once('timeout', () => {
      request.destroy(Object.assign(new Error('The server does not answer'), { code: 'ETIMEDOUT' }));
    });
    send();
  });
}
