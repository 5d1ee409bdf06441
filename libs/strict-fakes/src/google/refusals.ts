import type { FakeAnswer } from '../serving/exchange.js';

/** What Google answers to a request of its API that it refuses, thrown where it is found. */
export class GoogleRefused extends Error {
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

/** As the API words it: for answers, and for faults that a test scripts. */
export const googleError = ({ status, reason, message, domain }: GoogleRefused): FakeAnswer & { readonly status: number } =>
  jsonAnswer(status, { error: { code: status, message, errors: [{ domain, reason, message }] } });

export const invalid = (message: string): GoogleRefused => new GoogleRefused(400, 'invalid', message);
export const notFound = (id: string): GoogleRefused => new GoogleRefused(404, 'notFound', `File not found: ${id}.`);

/** A parameter that the real one does not know is a mistake of whoever sends it. */
export function onlyParameters(query: URLSearchParams, ...known: readonly string[]): void {
  for (const name of query.keys())
    if (!known.includes(name)) throw new GoogleRefused(400, 'invalidParameter', `Unknown name "${name}"`);
  for (const name of new Set(query.keys()))
    if (query.getAll(name).length > 1) throw new GoogleRefused(400, 'invalidParameter', `"${name}" is given more than once`);
}

export function parsed(contentType: string | undefined, body: Buffer): Readonly<Record<string, unknown>> {
  if (!/^application\/json(;\s*charset=utf-8)?$/i.test(contentType ?? ''))
    throw new GoogleRefused(400, 'badContent', 'Unsupported content with type');
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, as what is no object is.
  }
  throw new GoogleRefused(400, 'parseError', 'Parse Error');
}
