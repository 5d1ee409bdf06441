import { PermanentError, RetryableError } from '@throughline/contracts';
import { bodyOf, type AllowList, type RequestBody } from '@throughline/outgoing';
import type { TSchema, Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Refused } from '../destination.js';
import { HttpService, type Patience, type TextAnswer } from '../http-service.js';
import { statusTrouble, type ServiceWords } from '../http-trouble.js';
import type { Connection } from './connections.js';

export interface PaperlessOptions {
  readonly allowed: AllowList;
  readonly patience?: Patience;
}

/** Its answer to a document comes when it has written all of it. */
const PATIENCE: Patience = { headersMs: 300_000 };
/** Version 9 lists all tasks at once: some 100,000, with half a kilobyte for each. */
const MAX_BYTES = 64 * 2 ** 20;
/** Both are spoken by releases of today; of older ones only the first, and later ones will leave it. */
const VERSIONS = [9, 10] as const;

/** Answers that say: nothing was taken. A proxy's 408 or 5xx leaves that open. */
const REFUSALS = [300, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 409, 411, 413, 414, 415, 422, 423, 425, 429];

interface Asking {
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  readonly type?: string;
  readonly signal?: AbortSignal | undefined;
}

/** What it says of a request that is wrong stands under names of fields; nothing of it is a secret. */
const told = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 500);

/** The requests to a Paperless. What a caller is to decide upon is an answer; all else is thrown in words of a delivery. */
export class PaperlessClient {
  readonly words: ServiceWords;
  readonly url: string;
  readonly #service: HttpService;
  readonly #token: string;
  #version: (typeof VERSIONS)[number] = VERSIONS[0];

  constructor(name: string, { url, token, ca }: Connection, { allowed, patience }: PaperlessOptions) {
    this.words = { where: `The Paperless of the connection '${name}'`, credentials: 'the token of the connection' };
    this.url = url.replace(/\/+$/, '');
    this.#token = token;
    this.#service = new HttpService(this.words, { allowed, patience: { ...PATIENCE, ...patience }, ca });
  }

  /** What is read of an answer; `undefined` for 404. */
  async get<S extends TSchema>(
    path: string,
    schema: S,
    asking: Omit<Asking, 'body' | 'method'> = {},
  ): Promise<Static<S> | undefined> {
    const answer = await this.#ask(path, asking, [200, 404]);
    return answer.status === 404 ? undefined : this.#read(answer, schema);
  }

  async post<S extends TSchema>(
    path: string,
    schema: S,
    asking: { body: RequestBody; type: string; signal?: AbortSignal },
  ): Promise<{ readonly kind: 'taken'; readonly told: Static<S> } | Refused> {
    const answer = await this.#negotiated(path, { ...asking, method: 'POST' }, [200, 201, ...REFUSALS]);
    if (answer.status < 300) return { kind: 'taken', told: this.#read(answer, schema) };
    return { kind: 'refused', error: answer.status === 400 ? this.#refusal(answer) : statusTrouble(answer, this.words) };
  }

  /** Makes something of a few fields; undefined where Paperless refuses it as it is. */
  async make<S extends TSchema>(path: string, schema: S, fields: object, signal?: AbortSignal): Promise<Static<S> | undefined> {
    const asking = { method: 'POST', body: bodyOf(Buffer.from(JSON.stringify(fields))), type: 'application/json', signal };
    const answer = await this.#ask(path, asking, [200, 201, 400]);
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
      // Said below: it quotes what it stumbled over.
    }
    throw new RetryableError('output-failed', `${this.words.where} has answered something that no Paperless answers`);
  }

  async #ask(path: string, asking: Asking, expected: readonly number[]): Promise<TextAnswer> {
    const answer = await this.#negotiated(path, asking, [...expected, 400]);
    if (answer.status === 400 && !expected.includes(400)) throw this.#refusal(answer);
    return answer;
  }

  #refusal({ text }: TextAnswer): PermanentError {
    return new PermanentError('document-refused', `${this.words.where} refuses what it was sent: ${told(text)}`);
  }

  /** A release that no longer speaks the older version says so. */
  async #negotiated(path: string, asking: Asking, expected: readonly number[]): Promise<TextAnswer> {
    const answer = await this.#once(path, asking, [...expected, 406]);
    if (answer.status !== 406) return answer;
    const [, newer] = VERSIONS;
    if (this.#version === newer)
      throw new PermanentError(
        'output-misconfigured',
        `${this.words.where} speaks neither version ${VERSIONS.join(' nor ')} of its API: update it`,
      );
    this.#version = newer;
    return this.#negotiated(path, asking, expected);
  }

  #once(path: string, { query = {}, type, ...asking }: Asking, expected: readonly number[]): Promise<TextAnswer> {
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
