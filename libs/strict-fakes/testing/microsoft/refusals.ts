import type { FakeAnswer } from '../serving/exchange.js';

/** A refusal of Microsoft Graph, thrown by the code that detects the mistake. */
export class GraphRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message = code,
  ) {
    super(message);
  }
}

export const jsonAnswer = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

/** Formats a refusal like the API: for answers, and for faults that a test scripts. */
export const graphError = ({ status, code, message }: GraphRefusal): FakeAnswer & { readonly status: number } =>
  jsonAnswer(status, { error: { code, message, innerError: {} } });

export const invalidRequest = (message: string): GraphRefusal => new GraphRefusal(400, 'invalidRequest', message);
export const itemNotFound = (): GraphRefusal => new GraphRefusal(404, 'itemNotFound', 'Item not found');

export function requireOnlyParameters(query: URLSearchParams, ...known: readonly string[]): void {
  for (const name of query.keys()) if (!known.includes(name)) throw invalidRequest(`Unknown parameter ${name}`);
}

/** Returns the fields of a JSON body, which must all be known. */
export function readJson(
  contentType: string | undefined,
  body: Buffer,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  if (contentType !== 'application/json') throw invalidRequest('Content-Type must be application/json');
  const value = parse(body.toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidRequest('not an object');
  for (const name of Object.keys(value)) if (!known.includes(name)) throw invalidRequest(`Unknown field ${name}`);
  return value as Readonly<Record<string, unknown>>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidRequest('Unable to read JSON request payload');
  }
}
