import { codeOf } from '@throughline/contracts';
import { AllowList, GuardedClient, type GuardedRequest } from '@throughline/outgoing';
import type { GoogleAnswer } from './answer.js';
import { unreachable } from './trouble.js';

export interface GooglePatience {
  /** Until there is a connection. Milliseconds. */
  readonly connectMs: number;
  /** Until an answer begins, and the longest silence within one. Milliseconds. */
  readonly idleMs: number;
}

const PATIENCE: GooglePatience = { connectMs: 10_000, idleMs: 60_000 };
/** Answers are small JSON documents; a list of a page is the largest. */
const MOST_ANSWER_BYTES = 4 * 1024 * 1024;

/** Asks addresses that the operator has chosen: of the whole way nothing is followed elsewhere, and every wait ends. */
export class GoogleLine {
  readonly #client: GuardedClient;
  readonly #idleMs: number;

  constructor(allowed: AllowList, { connectMs, idleMs }: GooglePatience = PATIENCE) {
    this.#idleMs = idleMs;
    this.#client = new GuardedClient({ allowed, connectMs, headersMs: idleMs, idleMs, userAgent: 'Throughline' });
  }

  /** Any status is an answer; no answer is thrown as something that passes. */
  async ask(url: string, request: Omit<GuardedRequest, 'redirects' | 'maxBytes'>): Promise<GoogleAnswer> {
    const slow = new AbortController();
    const signal = request.signal === undefined ? slow.signal : AbortSignal.any([request.signal, slow.signal]);
    try {
      const answer = await this.#client.fetch(url, { ...request, signal, redirects: 'answer', maxBytes: MOST_ANSWER_BYTES });
      return { status: answer.status, header: answer.header, text: await this.#textOf(answer.body, slow) };
    } catch (error) {
      request.signal?.throwIfAborted();
      throw OURS.has(codeOf(error) ?? '') ? error : unreachable(error, operationOf(url, request.method));
    }
  }

  /** Small as it is, it comes in one piece: a server that says a little again and again is not waited for. */
  async #textOf(body: AsyncIterable<Buffer>, slow: AbortController): Promise<string> {
    const timer = setTimeout(() => {
      slow.abort(Object.assign(new Error('The answer does not come to its end'), { code: 'no-answer' }));
    }, this.#idleMs);
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

/** The path goes as far as it names the API: an id of a file may follow. */
const API_PATH = /^(?:\/(?:[a-z]{1,20}|v\d{1,2})(?![^/]))+/i;

const operationOf = (url: string, method = 'GET'): string => {
  const { pathname } = new URL(url);
  return `${method} ${API_PATH.exec(pathname)?.[0] ?? '/'}`;
};

/** The bytes that were to be sent could not be read: nothing of that is Google's. */
const OURS: ReadonlySet<string> = new Set(['content-unreadable', 'content-changed']);
