import { isObject, kindOf } from '@throughline/contracts';
import { GuardedClient, type AllowList, type GuardedResponse } from '@throughline/outgoing';
import type { ZoomAccess } from './zoom-access.js';
import { notUnderstoodError, toApiError } from './zoom-errors.js';

/** A page of 100 meetings with all their files has less than a megabyte. */
export const MAX_BYTES = 8 * 2 ** 20;
/** A page must be listed within 20 seconds, with a token and a second try. */
const TIMEOUTS = { connectMs: 5_000, headersMs: 10_000, idleMs: 10_000 };

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

export const createClient = (allowed: AllowList): GuardedClient => new GuardedClient({ allowed, ...TIMEOUTS });

export async function readBytes({ body }: GuardedResponse): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function readJson(answer: GuardedResponse): Promise<Json> {
  const bytes = await readBytes(answer);
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (isObject(value)) return value;
  } catch (error) {
    throw notUnderstoodError(error);
  }
  throw notUnderstoodError();
}

/** Zoom's API as one account sees it. Renews its token once if Zoom refuses it. */
export class ZoomApi {
  readonly #client: GuardedClient;
  #accountId: string | undefined;

  constructor(
    readonly access: ZoomAccess,
    allowed: AllowList,
  ) {
    this.#client = createClient(allowed);
    this.#accountId = access.accountId;
  }

  /** A connection and the consents of users of one account have the same place, because they list the same recordings. */
  get place(): string {
    return this.#accountId === undefined ? this.access.name : `zoom:${this.#accountId}`;
  }

  /** Finds the account of a user, unless it is known. A credential keeps its account. */
  async findAccount(signal: AbortSignal): Promise<void> {
    if (this.#accountId !== undefined) return;
    const { account_id: id } = await this.get('/users/me', {}, signal);
    if (typeof id !== 'string' || !/^[\w-]{1,100}$/.test(id)) throw notUnderstoodError();
    this.#accountId = id;
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
    const address = `${this.access.url ?? 'https://api.zoom.us'}/v2${path}?${String(new URLSearchParams(query))}`;
    const token = await this.#token(signal);
    let answer = await this.#send(address, token, signal);
    if (answer.status === 401) {
      answer.discard();
      answer = await this.#send(address, await this.#token(signal, token), signal);
    }
    if (answer.status === 200) return readJson(answer);
    const code = await readCode(answer);
    throw new ZoomApiError(code, toApiError(answer, code, this.access));
  }

  /** The request for a token serves all callers, so the end of one of them does not abort it. */
  async #token(signal: AbortSignal, refused?: string): Promise<string> {
    signal.throwIfAborted();
    const token = await this.access.token(refused);
    signal.throwIfAborted();
    return token;
  }

  #send(address: string, token: string, signal: AbortSignal): Promise<GuardedResponse> {
    const headers = { authorization: `Bearer ${token}` };
    return this.#client.fetch(address, { headers, signal, redirects: 'answer', maxBytes: MAX_BYTES });
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
