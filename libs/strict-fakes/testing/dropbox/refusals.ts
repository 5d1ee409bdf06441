import type { FakeAnswer } from '../serving/exchange.js';

/** Dropbox's refusal of a request, thrown by the code that detects the mistake. */
export class DropboxRefusal extends Error {
  /** `tags` as in `path/not_found`. Further fields belong to the innermost error. */
  constructor(
    readonly status: number,
    readonly tags: string,
    readonly fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(tags);
  }
}

/** A request that does not fit the interface is answered in plain text. */
export class DropboxBadRequest extends Error {}

export const jsonAnswer = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

const nest = ([tag = '', ...inner]: readonly string[], fields: Readonly<Record<string, unknown>>): object =>
  inner.length === 0 ? { '.tag': tag, ...fields } : { '.tag': tag, [tag]: nest(inner, fields) };

/** Formats a refusal like the API: for answers, and for faults that a test scripts. */
export const dropboxError = ({ status, tags, fields }: DropboxRefusal): FakeAnswer & { readonly status: number } =>
  jsonAnswer(status, { error_summary: `${tags}/..`, error: nest(tags.split('/'), fields) });

export const badRequest = (message: string): FakeAnswer => ({
  status: 400,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `Error in call to API function: ${message}`,
});

export const refuse = (tags: string, fields?: Readonly<Record<string, unknown>>): never => {
  throw new DropboxRefusal(409, tags, fields);
};

/** Returns the fields of an argument, which must all be known. */
export function readFields<Name extends string>(
  value: unknown,
  known: readonly Name[],
): Readonly<Partial<Record<Name, unknown>>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new DropboxBadRequest('expected object');
  for (const name of Object.keys(value))
    if (!(known as readonly string[]).includes(name)) throw new DropboxBadRequest(`unknown field '${name}'`);
  return value as Partial<Record<Name, unknown>>;
}
