import { codeOf } from '@throughline/contracts';
import { AllowList, GuardedClient, type GuardedRequest } from '@throughline/outgoing';
import type { ServiceResponse } from './answer.js';
import { unreachableError } from './service-errors.js';

export interface ServiceTimeouts {
  /** Milliseconds until the connection is established. */
  readonly connectMs: number;
  /** Milliseconds until an answer begins, and the maximum silence within one. */
  readonly idleMs: number;
}

export interface ServiceClientRequest extends Omit<GuardedRequest, 'redirects' | 'maxBytes'> {
  /** Names the request in errors if its address is a secret. Without a name, the part of the path that names the API. */
  readonly operation?: string;
}

const TIMEOUTS: ServiceTimeouts = { connectMs: 10_000, idleMs: 60_000 };
/** Answers are small JSON documents; a page of a listing is the largest. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** Sends requests to addresses that the operator chose. Follows no redirects, and every wait has a timeout. */
export class ServiceClient {
  readonly #client: GuardedClient;
  readonly #idleMs: number;

  /** `service` is the subject of errors, such as `Google`. */
  constructor(
    readonly service: string,
    allowed: AllowList,
    { connectMs, idleMs }: ServiceTimeouts = TIMEOUTS,
  ) {
    this.#idleMs = idleMs;
    this.#client = new GuardedClient({ allowed, connectMs, headersMs: idleMs, idleMs, userAgent: 'Throughline' });
  }

  /** Returns answers of any status. Throws a `WaitingError` if there is no answer. */
  async ask(url: string, { operation, ...request }: ServiceClientRequest): Promise<ServiceResponse> {
    const slow = new AbortController();
    const signal = request.signal === undefined ? slow.signal : AbortSignal.any([request.signal, slow.signal]);
    try {
      const answer = await this.#client.fetch(url, { ...request, signal, redirects: 'answer', maxBytes: MAX_ANSWER_BYTES });
      return { status: answer.status, header: answer.header, text: await this.#textOf(answer.body, slow, request.silenceMs) };
    } catch (error) {
      request.signal?.throwIfAborted();
      if (OURS.has(codeOf(error) ?? '')) throw error;
      throw unreachableError(error, this.service, operation ?? operationOf(url, request.method));
    }
  }

  /** Limits the time for the whole text, so that a server cannot extend it by sending a little at a time. */
  async #textOf(body: AsyncIterable<Buffer>, slow: AbortController, limitMs = this.#idleMs): Promise<string> {
    const timer = setTimeout(() => {
      slow.abort(Object.assign(new Error('The answer is incomplete'), { code: 'no-answer' }));
    }, limitMs);
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of body) chunks.push(chunk);
    } finally {
      clearTimeout(timer);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

/** Matches the part of the path that names the API. A file id may follow, which must not appear in errors. */
const API_PATH = /^(?:\/(?:[a-z]{1,20}|v\d{1,2})(?![^/]))+/i;

const operationOf = (url: string, method = 'GET'): string => {
  const { pathname } = new URL(url);
  return `${method} ${API_PATH.exec(pathname)?.[0] ?? '/'}`;
};

/** The bytes to send could not be read, so the service is not at fault. */
const OURS: ReadonlySet<string> = new Set(['content-unreadable', 'content-changed']);
