import { PermanentError, RetryableError } from '@throughline/contracts';
import { toRequestBody, type AllowList, type RequestBody } from '@throughline/outgoing';
import type { TSchema, Static } from 'typebox';
import { Value } from 'typebox/value';
import type { DeliveryRefusal } from '../../kit/destination.js';
import { HttpService, type Timeouts, type TextAnswer } from '../../kit/http-service.js';
import { toStatusError, type ServiceTerms } from '../../kit/http-errors.js';
import type { Connection } from './connections.js';

export interface PaperlessOptions {
  readonly allowed: AllowList;
  readonly timeouts?: Timeouts;
}

/** Paperless answers an upload only after it has written the whole document. */
const TIMEOUTS: Timeouts = { headersMs: 300_000 };
/** API version 9 lists all tasks at once: some 100,000 of half a kilobyte. */
const MAX_BYTES = 64 * 2 ** 20;
/** Current releases support both. Older ones support only the first, and later ones will drop it. */
const VERSIONS = [9, 10] as const;

/** Status codes that confirm that nothing was taken. A proxy's 408 or 5xx leaves that unknown. */
const REFUSALS = [300, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 409, 411, 413, 414, 415, 422, 423, 425, 429];

interface PaperlessRequest {
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  readonly type?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Paperless reports invalid requests by field name. None of it is secret. */
const toErrorText = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 500);

/** Client of the Paperless API. Expected answers are returned; all others are thrown as delivery errors. */
export class PaperlessClient {
  readonly terms: ServiceTerms;
  readonly url: string;
  readonly #service: HttpService;
  readonly #token: string;
  #version: (typeof VERSIONS)[number] = VERSIONS[0];

  constructor(name: string, { url, token, ca }: Connection, { allowed, timeouts }: PaperlessOptions) {
    this.terms = { where: `The Paperless of the connection '${name}'`, credentials: 'the token of the connection' };
    this.url = url.replace(/\/+$/, '');
    this.#token = token;
    this.#service = new HttpService(this.terms, { allowed, timeouts: { ...TIMEOUTS, ...timeouts }, ca });
  }

  /** Returns `undefined` for 404. */
  async get<S extends TSchema>(
    path: string,
    schema: S,
    asking: Omit<PaperlessRequest, 'body' | 'method'> = {},
  ): Promise<Static<S> | undefined> {
    const answer = await this.#ask(path, asking, [200, 404]);
    return answer.status === 404 ? undefined : this.#read(answer, schema);
  }

  async post<S extends TSchema>(
    path: string,
    schema: S,
    asking: { body: RequestBody; type: string; signal?: AbortSignal },
  ): Promise<{ readonly kind: 'taken'; readonly value: Static<S> } | DeliveryRefusal> {
    const answer = await this.#negotiated(path, { ...asking, method: 'POST' }, [200, 201, ...REFUSALS]);
    if (answer.status < 300) return { kind: 'taken', value: this.#read(answer, schema) };
    return { kind: 'refused', error: answer.status === 400 ? this.#refusal(answer) : toStatusError(answer, this.terms) };
  }

  /** Returns `undefined` if Paperless rejects the fields. */
  async make<S extends TSchema>(path: string, schema: S, fields: object, signal?: AbortSignal): Promise<Static<S> | undefined> {
    const request = {
      method: 'POST',
      body: toRequestBody(Buffer.from(JSON.stringify(fields))),
      type: 'application/json',
      signal,
    };
    const answer = await this.#ask(path, request, [200, 201, 400]);
    return answer.status === 400 ? undefined : this.#read(answer, schema);
  }

  async remove(path: string, signal?: AbortSignal): Promise<void> {
    await this.#ask(path, { method: 'DELETE', signal }, [200, 204, 404]);
  }

  #read<S extends TSchema>({ text }: TextAnswer, schema: S): Static<S> {
    try {
      const raw: unknown = JSON.parse(text);
      if (Value.Check(schema, raw)) return raw;
    } catch {
      // Thrown below: the parser's error quotes the answer.
    }
    throw new RetryableError('output-failed', `${this.terms.where} has sent an answer that is not from Paperless`);
  }

  async #ask(path: string, request: PaperlessRequest, expected: readonly number[]): Promise<TextAnswer> {
    const answer = await this.#negotiated(path, request, [...expected, 400]);
    if (answer.status === 400 && !expected.includes(400)) throw this.#refusal(answer);
    return answer;
  }

  #refusal({ text }: TextAnswer): PermanentError {
    return new PermanentError('document-refused', `${this.terms.where} refuses the document: ${toErrorText(text)}`);
  }

  /** Switches to the newer API version if the release answers that it has dropped the older one. */
  async #negotiated(path: string, request: PaperlessRequest, expected: readonly number[]): Promise<TextAnswer> {
    const answer = await this.#send(path, request, [...expected, 406]);
    if (answer.status !== 406) return answer;
    const [, newer] = VERSIONS;
    if (this.#version === newer)
      throw new PermanentError(
        'output-misconfigured',
        `${this.terms.where} supports neither version ${VERSIONS.join(' nor ')} of its API: update Paperless`,
      );
    this.#version = newer;
    return this.#negotiated(path, request, expected);
  }

  #send(path: string, { query = {}, type, ...asking }: PaperlessRequest, expected: readonly number[]): Promise<TextAnswer> {
    const search = new URLSearchParams(query).toString();
    return this.#service.ask(`${this.url}/api/${path}${search === '' ? '' : `?${search}`}`, {
      ...asking,
      headers: {
        authorization: `Token ${this.#token}`,
        accept: `application/json; version=${String(this.#version)}`,
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      maxBytes: MAX_BYTES,
      expected,
    });
  }
}
