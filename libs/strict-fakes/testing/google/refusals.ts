import type { FakeAnswer } from '../serving/exchange.js';

/** Google's refusal of an API request, thrown by the code that detects the mistake. */
export class GoogleRefusal extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message = reason,
    readonly domain = 'global',
  ) {
    super(message);
  }
}

export const jsonAnswer = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
  body: JSON.stringify(value),
});

/** Formats a refusal like the API: for answers, and for faults that a test scripts. */
export const googleError = ({ status, reason, message, domain }: GoogleRefusal): FakeAnswer & { readonly status: number } =>
  jsonAnswer(status, { error: { code: status, message, errors: [{ domain, reason, message }] } });

export const invalid = (message: string): GoogleRefusal => new GoogleRefusal(400, 'invalid', message);
export const notFound = (id: string): GoogleRefusal => new GoogleRefusal(404, 'notFound', `File not found: ${id}.`);

export function requireOnlyParameters(query: URLSearchParams, ...known: readonly string[]): void {
  for (const name of query.keys())
    if (!known.includes(name)) throw new GoogleRefusal(400, 'invalidParameter', `Unknown name "${name}"`);
  for (const name of new Set(query.keys()))
    if (query.getAll(name).length > 1) throw new GoogleRefusal(400, 'invalidParameter', `"${name}" is given more than once`);
}

export function parseJsonBody(contentType: string | undefined, body: Buffer): Readonly<Record<string, unknown>> {
  if (!/^application\/json(;\s*charset=utf-8)?$/i.test(contentType ?? ''))
    throw new GoogleRefusal(400, 'badContent', 'Unsupported content with type');
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Reported below, together with JSON that is no object.
  }
  throw new GoogleRefusal(400, 'parseError', 'Parse Error');
}
