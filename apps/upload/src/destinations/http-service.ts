import { GuardedClient, type AllowList, type GuardedRequest, type GuardedResponse } from '@throughline/outgoing';
import { statusTrouble, transportTrouble, type ServiceWords } from './http-trouble.js';

export interface Patience {
  readonly connectMs?: number;
  readonly headersMs?: number;
  readonly idleMs?: number;
}

export interface HttpServiceOptions {
  readonly allowed: AllowList;
  readonly patience: Patience;
  /** A certificate authority (PEM) in place of the system's. */
  readonly ca: string | undefined;
}

export interface Asked extends Omit<GuardedRequest, 'signal'> {
  readonly signal?: AbortSignal | undefined;
  /** What a caller is to decide upon. */
  readonly expected: readonly number[];
}

export interface TextAnswer {
  readonly status: number;
  readonly header: GuardedResponse['header'];
  readonly text: string;
}

const MAX_BYTES = 2 ** 20;

/** A service that outputs lead to. Answers that are not expected, and lines that do not hold, are thrown in words of a delivery. */
export class HttpService {
  readonly #client: GuardedClient;

  constructor(
    readonly words: ServiceWords,
    { allowed, patience, ca }: HttpServiceOptions,
  ) {
    this.#client = new GuardedClient({ allowed, ...patience, ...(ca === undefined ? {} : { ca }) });
  }

  async ask(url: string, { expected, signal, ...request }: Asked): Promise<TextAnswer> {
    try {
      const answer = await this.#client.fetch(url, {
        redirects: 'answer',
        maxBytes: MAX_BYTES,
        ...request,
        ...(signal === undefined ? {} : { signal }),
      });
      const pieces: Buffer[] = [];
      for await (const piece of answer.body) pieces.push(piece);
      const { status, header } = answer;
      if (!expected.includes(status)) throw statusTrouble(answer, this.words);
      return { status, header, text: Buffer.concat(pieces).toString('utf8') };
    } catch (error) {
      signal?.throwIfAborted();
      throw transportTrouble(error, this.words, request.method ?? 'GET');
    }
  }
}
