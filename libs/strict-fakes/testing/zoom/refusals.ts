import type { FakeAnswer } from '../serving/exchange.js';

/** Zoom's refusal of an API request, thrown by the code that detects the mistake. */
export class ZoomRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

export const jsonAnswer = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  body: JSON.stringify(value),
});

/** Formats a refusal like the API: for answers, and for faults that a test scripts. */
export const zoomError = ({ status, code, message, headers }: ZoomRefusal): FakeAnswer & { readonly status: number } =>
  jsonAnswer(status, { code, message }, headers);

export const invalidField = (message: string): ZoomRefusal => new ZoomRefusal(400, 300, message);

/** The limit of requests per second; `seconds` is the wait that the answer asks for. */
export const tooManyRequests = (seconds: number): ZoomRefusal =>
  new ZoomRefusal(429, 429, 'You have reached the maximum per-second rate limit for this API. Try again later.', {
    'retry-after': String(seconds),
    'x-ratelimit-category': 'Medium',
    'x-ratelimit-type': 'Per-second-limit',
    'x-ratelimit-limit': '20',
    'x-ratelimit-remaining': '0',
  });

export function requireOnlyParameters(query: URLSearchParams, ...known: readonly string[]): void {
  for (const name of query.keys())
    if (!known.includes(name) || query.getAll(name).length > 1) throw invalidField(`Invalid field ${name}.`);
}
