import { isObject, kindOf } from '@throughline/contracts';
import {
  GuardedClient,
  type AllowList,
  type GuardedRequest,
  type GuardedResponse,
  type ZoomConnection,
} from '@throughline/outgoing';
import { AccessTokens, type AccessToken } from './access-tokens.js';
import { credentialsError, notUnderstoodError, toApiError, toBusyError } from './zoom-errors.js';

/** A page of 100 meetings with all their files has less than a megabyte. */
const MAX_BYTES = 8 * 2 ** 20;
/** A page must be listed within 20 seconds, with a token and a second try. */
const TIMEOUTS = { connectMs: 5_000, headersMs: 10_000, idleMs: 10_000 };
/** A token ends this long before Zoom says so: its clock may be ahead. */
const MARGIN_MS = 60_000;

type Json = Readonly<Record<string, unknown>>;

/** An error of the API that the caller may handle by its code. */
export class ZoomApiError extends Error {
  readonly kind = 'zoom-api';
  constructor(
    readonly code: unknown,
    override readonly cause: Error,
  ) {
    super('Zoom refuses the request');
  }
}

export const zoomCodeOf = (error: unknown): unknown => (error instanceof ZoomApiError ? error.code : undefined);

async function readJson({ body }: GuardedResponse): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (isObject(value)) return value;
  } catch (error) {
    throw notUnderstoodError(error);
  }
  throw notUnderstoodError();
}

export interface ZoomApiOptions {
  readonly allowed: AllowList;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Zoom's API as one server-to-server app sees it. Renews its token once if Zoom refuses it. */
export class ZoomApi {
  readonly #client: GuardedClient;
  readonly #tokens: AccessTokens;
  readonly #now: () => number;

  constructor(
    readonly name: string,
    readonly connection: ZoomConnection,
    { allowed, now }: ZoomApiOptions,
  ) {
    this.#client = new GuardedClient({ allowed, ...TIMEOUTS });
    this.#now = now;
    this.#tokens = new AccessTokens(() => this.#requestToken(), now);
  }

  /** Throws the failure that users read. */
  async get(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Json> {
    try {
      return await this.ask(path, query, signal);
    } catch (error) {
      throw error instanceof ZoomApiError ? error.cause : error;
    }
  }

  /** Throws a `ZoomApiError` for an error of the API. */
  async ask(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Json> {
    const address = `${this.connection.url ?? 'https://api.zoom.us'}/v2${path}?${String(new URLSearchParams(query))}`;
    const token = await this.#token(signal);
    let answer = await this.#send(address, { headers: { authorization: `Bearer ${token}` }, signal });
    if (answer.status === 401) {
      answer.discard();
      answer = await this.#send(address, { headers: { authorization: `Bearer ${await this.#token(signal, token)}` }, signal });
    }
    if (answer.status === 200) return readJson(answer);
    const code = await readCode(answer);
    throw new ZoomApiError(code, toApiError(answer, code, this.name));
  }

  /** The request for a token serves all callers, so the end of one of them does not abort it. */
  async #token(signal: AbortSignal, refused?: string): Promise<string> {
    signal.throwIfAborted();
    const token = await this.#tokens.get(refused);
    signal.throwIfAborted();
    return token;
  }

  async #requestToken(): Promise<AccessToken> {
    const { account_id: account, client_id: id, client_secret: secret, url = 'https://zoom.us' } = this.connection;
    const asked = this.#now();
    const answer = await this.#send(`${url}/oauth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: Buffer.from(String(new URLSearchParams({ grant_type: 'account_credentials', account_id: account }))),
    });
    if (answer.status !== 200) {
      answer.discard();
      throw toBusyError(answer) ?? credentialsError(this.name);
    }
    const { access_token: value, expires_in: seconds } = await readJson(answer);
    if (typeof value !== 'string' || !/^[\x21-\x7e]{1,10000}$/.test(value) || typeof seconds !== 'number')
      throw notUnderstoodError();
    return { value, expiresAt: asked + seconds * 1_000 - MARGIN_MS };
  }

  #send(address: string, request: GuardedRequest): Promise<GuardedResponse> {
    return this.#client.fetch(address, { redirects: 'answer', maxBytes: MAX_BYTES, ...request });
  }
}

/** Returns the code of an API error, if its answer can be read. */
async function readCode(answer: GuardedResponse): Promise<unknown> {
  try {
    return (await readJson(answer))['code'];
  } catch (error) {
    if (kindOf(error) === 'retryable' || kindOf(error) === 'permanent') return undefined;
    throw error;
  }
}
