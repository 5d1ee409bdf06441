import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, kindOf } from '@throughline/contracts';
import { AbortError } from '../errors.js';
import { buildEndpointUrl, type EngineEndpoint } from './endpoint.js';
import { sendRequest, type EndpointResponse, type Body } from './http.js';
import { toConnectionError, toResponseError, unreadableError } from './refusal.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** Waits of at most five seconds happen within the attempt: ending the attempt would cost more. */
const TIMEOUT_MS = 5_000;
const MAX_WAITS = 3;

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests to one engine and returns its JSON. Throws any other answer as the error that decides about a retry. */
export class EndpointClient {
  constructor(readonly endpoint: EngineEndpoint) {}

  async get(path: string, options: CallOptions = {}): Promise<unknown> {
    return await this.#patiently('GET', path, undefined, options);
  }

  async post(path: string, body: Body, options: CallOptions = {}): Promise<unknown> {
    return await this.#patiently('POST', path, body, options);
  }

  async #patiently(method: 'GET' | 'POST', path: string, body: Body | undefined, options: CallOptions): Promise<unknown> {
    for (let waits = 0; ; waits += 1) {
      try {
        return await this.#send(method, path, body, options);
      } catch (error) {
        const wait = readShortWait(error);
        if (wait === undefined || waits >= MAX_WAITS) throw error;
        await waitFor(wait, options.signal);
      }
    }
  }

  async #send(method: 'GET' | 'POST', path: string, body: Body | undefined, { signal }: CallOptions): Promise<unknown> {
    const { baseUrl, key, timeoutMs, connectTimeoutMs = CONNECT_TIMEOUT_MS } = this.endpoint;
    const headers = { accept: 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
    const request = { method, headers, body, signal, timeoutMs, connectTimeoutMs };
    const answered = await sendRequest(buildEndpointUrl(baseUrl, path), request).catch((error: unknown) => {
      throw toConnectionError(error, this.endpoint);
    });
    if (answered.status < 200 || answered.status > 299) throw toResponseError(answered, this.endpoint);
    return this.#json(answered);
  }

  #json({ text, headers }: EndpointResponse): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // No `cause`: the parser's message quotes the answer, which may hold transcribed speech.
      throw unreadableError(this.endpoint, `it is no JSON (${headers['content-type']?.split(';')[0] ?? 'of no type'})`);
    }
  }
}

function readShortWait(error: unknown): number | undefined {
  if (kindOf(error) !== 'waiting' || codeOf(error) !== 'engine-busy') return undefined;
  const wished = typeof error === 'object' && error !== null && 'retryAfterMs' in error ? error.retryAfterMs : undefined;
  return typeof wished === 'number' && wished <= TIMEOUT_MS ? wished : undefined;
}

async function waitFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(ms, undefined, signal === undefined ? undefined : { signal }).catch(() => {
    throw new AbortError(signal ?? AbortSignal.abort());
  });
}
