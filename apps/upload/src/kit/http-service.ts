import { GuardedClient, type AllowList, type GuardedRequest, type GuardedResponse } from '@throughline/outgoing';
import { toStatusError, toTransportError, type ServiceTerms } from './http-errors.js';

export interface Timeouts {
  readonly connectMs?: number;
  readonly headersMs?: number;
  readonly idleMs?: number;
}

export interface HttpServiceOptions {
  readonly allowed: AllowList;
  readonly timeouts: Timeouts;
  /** A certificate authority (PEM) that replaces the system's. */
  readonly ca: string | undefined;
}

export interface ServiceRequest extends Omit<GuardedRequest, 'signal'> {
  readonly signal?: AbortSignal | undefined;
  /** Status codes that the caller handles. All others are thrown. */
  readonly expected: readonly number[];
}

export interface TextAnswer {
  readonly status: number;
  readonly header: GuardedResponse['header'];
  readonly text: string;
}

const MAX_BYTES = 2 ** 20;

/** An HTTP service behind outputs. Unexpected answers and connection failures are thrown as delivery errors. */
export class HttpService {
  readonly #client: GuardedClient;

  constructor(
    readonly terms: ServiceTerms,
    { allowed, timeouts, ca }: HttpServiceOptions,
  ) {
    this.#client = new GuardedClient({ allowed, ...timeouts, ...(ca === undefined ? {} : { ca }) });
  }

  async ask(url: string, { expected, signal, ...request }: ServiceRequest): Promise<TextAnswer> {
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
      if (!expected.includes(status)) throw toStatusError(answer, this.terms);
      return { status, header, text: Buffer.concat(pieces).toString('utf8') };
    } catch (error) {
      signal?.throwIfAborted();
      throw toTransportError(error, this.terms, request.method ?? 'GET');
    }
  }
}
