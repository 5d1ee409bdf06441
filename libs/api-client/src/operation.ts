export type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A flag is sent as `true` or `false`. A list is sent as one parameter for each value. */
type QueryValue = string | number | boolean | readonly (string | number)[] | undefined;

interface Types {
  /** The names of the variable parts of the path. */
  readonly path?: string;
  readonly query?: object;
  readonly body?: unknown;
  readonly answer?: unknown;
  /** The answer with `dry_run`, if it is another. */
  readonly preview?: unknown;
  /** The answer with `as_of`, if it is another. */
  readonly past?: unknown;
}

/** An operation of the API, with the types of its input and answer. */
export interface Operation<T extends Types = Types> {
  readonly method: Method;
  /** From the root of the server, with its variable parts in braces: `/api/v1/jobs/{id}`. */
  readonly path: string;
  /** Never set: it only carries the types. */
  readonly types?: T;
}

/** The body of a successful answer in JSON, or `undefined` if it has none. */
export type AnswerOf<O> = O extends Operation<infer T> ? (T extends { readonly answer: infer A } ? A : undefined) : never;

/** The answer with `dry_run`. */
export type PreviewOf<O> = O extends Operation<infer T> ? (T extends { readonly preview: infer P } ? P : AnswerOf<O>) : never;

type PathInput<T> = T extends { readonly path: infer P extends string }
  ? { readonly path: Readonly<Record<P, string | number>> }
  : unknown;
type QueryInput<T> = T extends { readonly query: infer Q }
  ? object extends Q
    ? { readonly query?: Q | undefined }
    : { readonly query: Q }
  : unknown;
/** A body as clients build it: the API reads an optional member that is null like one that is left out. */
type Body<B> = unknown extends B
  ? B
  : B extends readonly unknown[]
    ? B
    : B extends { readonly [key: string]: unknown }
      ? string extends keyof B
        ? object
        : { readonly [K in keyof B]: object extends Pick<B, K> ? Body<B[K]> | null | undefined : Body<B[K]> }
      : B;
type BodyInput<T> = T extends { readonly body: infer B }
  ? undefined extends B
    ? { readonly body?: Body<NonNullable<B>> | undefined }
    : { readonly body: Body<B> }
  : unknown;

export type InputOf<O> = O extends Operation<infer T> ? PathInput<T> & QueryInput<T> & BodyInput<T> : never;

/** The input may be left out if no part of it is required. */
export type Arguments<Input> = object extends Input ? readonly [input?: Input] : readonly [input: Input];

/** A request without headers. The path has its values and the query. */
export interface ApiRequest {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
}

interface AnyInput {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: object;
  readonly body?: unknown;
}

function queryText(query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query) as [string, QueryValue][])
    // Values of a list are separated by commas, as `String` does.
    if (value !== undefined) search.append(name, String(value));
  return search.size === 0 ? '' : `?${search.toString()}`;
}

/** Clients remove these segments, also when they are encoded. */
const DOTS: ReadonlySet<string> = new Set(['.', '..']);

/** A part of the path is empty, or `.` or `..`: the address would be that of another resource. */
export class UnusablePathValue extends Error {
  constructor(
    path: string,
    /** The name of the part: `id`. */
    readonly part: string,
    readonly value: string,
  ) {
    super(value === '' ? `The request ${path} lacks its ${part}` : `The request ${path} cannot have '${value}' as its ${part}`);
    this.name = 'UnusablePathValue';
  }
}

/** Throws an `UnusablePathValue`. */
function fill(path: string, values: Readonly<Record<string, string | number>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(values[name] ?? '');
    if (value === '' || DOTS.has(value)) throw new UnusablePathValue(path, name, value);
    return encodeURIComponent(value);
  });
}

/** Values of the path are encoded. */
export function request<O extends Operation>(of: O, ...[input]: Arguments<InputOf<O>>): ApiRequest {
  const { path = {}, query = {}, body }: AnyInput = input ?? {};
  const address = fill(of.path, path) + queryText(query);
  return { method: of.method, path: address, ...(body === undefined ? {} : { body }) };
}
