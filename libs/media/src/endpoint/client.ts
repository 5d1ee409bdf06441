import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, kindOf } from '@throughline/contracts';
import { AbortError } from '../errors.js';
import { addressOf, type EngineEndpoint } from './endpoint.js';
import { ask, type Answered, type Body } from './http.js';
import { lineTrouble, refusalOf, unreadable } from './refusal.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** Short wishes are granted on the spot: the end of an attempt would cost more than they ask for. */
const PATIENCE_MS = 5_000;
const MOST_WAITS = 3;

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Asks one engine, and gives the JSON it answers with; what else it answers is thrown as what it means for the work. */
export class EndpointClient {
  constructor(readonly endpoint: EngineEndpoint) {}

  async get(path: string, options: AskOptions = {}): Promise<unknown> {
    return await this.#patiently('GET', path, undefined, options);
  }

  async post(path: string, body: Body, options: AskOptions = {}): Promise<unknown> {
    return await this.#patiently('POST', path, body, options);
  }

  async #patiently(method: 'GET' | 'POST', path: string, body: Body | undefined, options: AskOptions): Promise<unknown> {
    for (let waits = 0; ; waits += 1) {
      try {
        return await this.#once(method, path, body, options);
      } catch (error) {
        const wait = shortWaitOf(error);
        if (wait === undefined || waits >= MOST_WAITS) throw error;
        await rest(wait, options.signal);
      }
    }
  }

  async #once(method: 'GET' | 'POST', path: string, body: Body | undefined, { signal }: AskOptions): Promise<unknown> {
    const { baseUrl, key, timeoutMs, connectTimeoutMs = CONNECT_TIMEOUT_MS } = this.endpoint;
    const headers = { accept: 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
    const asked = { method, headers, body, signal, timeoutMs, connectTimeoutMs };
    const answered = await ask(addressOf(baseUrl, path), asked).catch((error: unknown) => {
      throw lineTrouble(error, this.endpoint);
    });
    if (answered.status < 200 || answered.status > 299) throw refusalOf(answered, this.endpoint);
    return this.#json(answered);
  }

  #json({ text, headers }: Answered): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // Without a cause: the parser's own message quotes what it has read, which may be what somebody has said.
      throw unreadable(this.endpoint, `it is no JSON (${headers['content-type']?.split(';')[0] ?? 'of no type'})`);
    }
  }
}

function shortWaitOf(error: unknown): number | undefined {
  if (kindOf(error) !== 'waiting' || codeOf(error) !== 'engine-busy') return undefined;
  const wished = typeof error === 'object' && error !== null && 'retryAfterMs' in error ? error.retryAfterMs : undefined;
  return typeof wished === 'number' && wished <= PATIENCE_MS ? wished : undefined;
}

async function rest(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(ms, undefined, signal === undefined ? undefined : { signal }).catch(() => {
    throw new AbortError(signal ?? AbortSignal.abort());
  });
}
