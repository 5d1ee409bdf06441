import { request, type AnswerOf, type Arguments, type InputOf, type Operation, type PreviewOf } from '@throughline/api-client';
import { BASE_PATH } from './base-path.js';
import { connection } from './connection.js';
import { ApiProblem, GatewayUnreachable, isGatewayUnreachable, parseProblem } from './problem.js';
import { text } from '../texts/text.js';

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly form?: FormData;
  /** Requests with the same key are carried out once. By default each POST gets a new key. */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** The caller limits the time of a long read by its progress. */
  readonly isLong?: boolean;
}

export interface ApiResponse<T> {
  readonly body: T;
  readonly status: number;
  readonly headers: Headers;
}

const API = `${BASE_PATH}/api/v1`;

let csrfToken: string | null = null;
/** Proves that a request comes from this page. The browser adds the cookie to requests of other pages too. */
export const setCsrfToken = (token: string | null): void => {
  csrfToken = token;
};
const POSITION = 'Throughline-Position';
/** The highest log position in any answer so far. Kept as text, because it may exceed the safe integers of a double. */
let seenPosition = '';
const isHigher = (position: string): boolean =>
  position.length > seenPosition.length || (position.length === seenPosition.length && position > seenPosition);
const rememberPosition = ({ headers }: Response): void => {
  const position = headers.get(POSITION) ?? '';
  if (isHigher(position)) seenPosition = position;
};
/** Every answer of the API says whether the server's data about items may be stale. */
const rememberStaleness = ({ headers }: Response): void => {
  connection.stale(headers.get('Throughline-Stale-Since') ?? undefined);
};
/** Asks for data at least as new as the page has already shown, even if another gateway answers. */
const positionHeaders = (): Record<string, string> => (seenPosition === '' ? {} : { [POSITION]: seenPosition });

export const csrfHeaders = (): Record<string, string> => (csrfToken === null ? {} : { 'X-CSRF-Token': csrfToken });

/** Browsers offer `crypto.randomUUID` only in a secure context, so not over plain HTTP from another machine. */
export function createKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const isUnsafe = (method: string): boolean => method !== 'GET';

/**
 * Applies to reads only: without it a dead connection would block them until the system notices. A change has no timeout,
 * because its outcome would be unknown.
 */
const TIMEOUT_MS = 30_000;

function createSignal({ method = 'GET', signal, isLong = false }: RequestOptions): AbortSignal | undefined {
  if (isUnsafe(method) || isLong) return signal;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}

function buildRequest(options: RequestOptions): RequestInit {
  const { method = 'GET', body, form } = options;
  const signal = createSignal(options);
  return {
    method,
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json',
      ...positionHeaders(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(isUnsafe(method) ? csrfHeaders() : {}),
      ...(method === 'POST' ? { 'Idempotency-Key': options.idempotencyKey ?? createKey() } : {}),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(form === undefined ? {} : { body: form }),
    ...(signal === undefined ? {} : { signal }),
  };
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204 || response.status === 304) return undefined;
  const type = response.headers.get('content-type') ?? '';
  return /json/.test(type) ? ((await response.json()) as unknown) : response.text();
}

/** Throws the refusal of the gateway. A refusal by another server, such as a proxy, is no answer of the gateway. */
async function requireOk(response: Response): Promise<void> {
  if (response.ok) return;
  const problem = parseProblem(await readBody(response), response.headers);
  throw problem ?? new GatewayUnreachable(`HTTP ${String(response.status)}`);
}

/**
 * Sends a request to an address of this host. Only answers of the API say whether data may be stale. Throws `ApiProblem` if the
 * gateway refuses it and `GatewayUnreachable` if nobody answers.
 */
async function send<T>(
  address: string,
  options: RequestOptions,
  isOfApi = address.startsWith(`${API}/`),
): Promise<ApiResponse<T>> {
  try {
    const response = await fetch(address, buildRequest(options));
    rememberPosition(response);
    if (isOfApi) rememberStaleness(response);
    await requireOk(response);
    const body = (await readBody(response)) as T;
    connection.answered();
    return { body, status: response.status, headers: response.headers };
  } catch (error) {
    throw classifyError(error, options.signal);
  }
}

/** The options of a request besides its input. */
type CallOptions = Omit<RequestOptions, 'method' | 'body'>;
type CallArguments<O> = Arguments<InputOf<O> & CallOptions>;

/** Returns the address of a read, for links and media. */
export const addressOf = <O extends Operation>(operation: O, ...input: Arguments<InputOf<O>>): string =>
  BASE_PATH + request(operation, ...input).path;

/** Carries out an operation of the API. Throws as `send` does. */
export function sendOperation<O extends Operation>(
  operation: O,
  ...[options]: CallArguments<O>
): Promise<ApiResponse<AnswerOf<O>>> {
  const { method, path, body } = request(operation, ...([options] as unknown as Arguments<InputOf<O>>));
  return send(BASE_PATH + path, { ...(options as CallOptions | undefined), method, body } as RequestOptions);
}

export async function callApi<O extends Operation>(operation: O, ...options: CallArguments<O>): Promise<AnswerOf<O>> {
  return (await sendOperation(operation, ...options)).body;
}

/** Carries out an operation as a preview, which changes nothing. */
export async function previewApi<O extends Operation>(operation: O, ...[options]: CallArguments<O>): Promise<PreviewOf<O>> {
  const { query, ...others } = (options ?? {}) as { readonly query?: object };
  const input = [{ ...others, query: { ...query, dry_run: true } }] as unknown as CallArguments<O>;
  return (await callApi(operation, ...input)) as PreviewOf<O>;
}

/** The query for a page after the first one. */
export const cursorOf = (cursor: string | null): { readonly cursor?: string } =>
  cursor === null || cursor === '' ? {} : { cursor };

type ItemsOf<O> = AnswerOf<O> extends { readonly items: infer Items } ? Items : never;

/** Returns the items of a list without pages. */
export async function callList<O extends Operation>(operation: O, ...options: CallArguments<O>): Promise<ItemsOf<O>> {
  const { items } = (await callApi(operation, ...options)) as { readonly items: ItemsOf<O> };
  return items;
}

/** Converts an error of `fetch` and updates the connection state. Returns errors of aborted requests unchanged. */
function classifyError(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return error;
  if (error instanceof ApiProblem) {
    connection.answered();
    return error;
  }
  connection.missed();
  return isGatewayUnreachable(error) ? error : new GatewayUnreachable('no answer', { cause: error });
}

/** Sends the form of an operation, which has files. */
export const requestForm = async <O extends Operation>({ method, path }: O, form: FormData): Promise<AnswerOf<O>> =>
  (await send<AnswerOf<O>>(BASE_PATH + path, { method, form } as RequestOptions)).body;

/** Reads an address that an answer names, as JSON or text. Throws as `send` does. */
export const requestAddress = async <T>(address: string, options: Pick<RequestOptions, 'signal'> = {}): Promise<T> =>
  (await send<T>(address, options, false)).body;

/** Reads a file of the page by its whole address on this host. Throws as `send` does. */
export async function requestFile(address: string): Promise<Blob> {
  try {
    const response = await fetch(address, buildRequest({ headers: { Accept: '*/*' }, isLong: true }));
    await requireOk(response);
    const file = await response.blob();
    connection.answered();
    return file;
  } catch (error) {
    throw classifyError(error, undefined);
  }
}

/**
 * Resolves if the server begins to send the file. A browser shows nothing of a download that is refused. An archive may take
 * long until then (`isLong`). Throws as `send` does.
 */
export async function requireDownload(address: string, isLong = true): Promise<void> {
  const reading = new AbortController();
  try {
    const response = await fetch(address, buildRequest({ headers: { Accept: '*/*' }, isLong, signal: reading.signal }));
    await requireOk(response);
    connection.answered();
  } catch (error) {
    throw classifyError(error, undefined);
  } finally {
    reading.abort();
  }
}

/** Bytes of a file: the first one, and the one after the last. */
export interface ByteRange {
  readonly begin: number;
  readonly end: number;
}

/** Ends a request that receives nothing for `timeoutMs`, however long it takes as a whole. */
function watchProgress(timeoutMs: number) {
  const controller = new AbortController();
  const giveUp = (): void => {
    controller.abort(new DOMException('nothing arrives', 'TimeoutError'));
  };
  let timer = setTimeout(giveUp, timeoutMs);
  const end = (): void => {
    clearTimeout(timer);
  };
  const renew = (): void => {
    end();
    timer = setTimeout(giveUp, timeoutMs);
  };
  return { signal: controller.signal, renew, end };
}

async function readBytes(body: ReadableStream<Uint8Array> | null, onProgress: () => void): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    onProgress();
    parts.push(new Uint8Array(next.value));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

interface RangeOptions {
  readonly signal: AbortSignal;
  /** SHA-256 of the file that is wanted, as its ETag names it. Another version of the file is refused. */
  readonly sha256?: string;
  readonly timeoutMs?: number;
}

/** Throws if the server sends another version of the file. A proxy may weaken or remove the tag. */
function requireVersion({ headers, body }: Response, sha256: string | undefined): void {
  const etag = headers.get('etag');
  if (sha256 === undefined || etag === null || etag.includes(sha256)) return;
  void body?.cancel();
  throw new ApiProblem({ ...text.documentView.pages.changed, status: 409 });
}

/**
 * Reads a part of a file by its whole path on this host. A slow connection may take as long as it needs. Throws as `send`
 * does, also if the part is incomplete or nothing arrives for `timeoutMs`.
 */
export async function requestRange(
  path: string,
  { begin, end }: ByteRange,
  { signal, sha256, timeoutMs = TIMEOUT_MS }: RangeOptions,
): Promise<Uint8Array> {
  const progress = watchProgress(timeoutMs);
  try {
    const headers = { Accept: '*/*', Range: `bytes=${String(begin)}-${String(end - 1)}` };
    const request = buildRequest({ signal: AbortSignal.any([signal, progress.signal]), headers, isLong: true });
    const response = await fetch(path, request);
    await requireOk(response);
    requireVersion(response, sha256);
    const bytes = await readBytes(response.body, progress.renew);
    // A server that knows no ranges sends the whole file.
    const part = response.status === 206 ? bytes : bytes.slice(begin, end);
    if (part.length !== end - begin) throw new GatewayUnreachable('incomplete answer');
    connection.answered();
    return part;
  } catch (error) {
    throw classifyError(error, signal);
  } finally {
    progress.end();
  }
}
