import { connection } from './connection.js';
import { ApiProblem, GatewayAway, isAway, problemFrom } from './problem.js';

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly form?: FormData;
  /** The same key: the same request, done once. Made for each POST that names none. */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Answer<T> {
  readonly body: T;
  readonly status: number;
  readonly headers: Headers;
}

export const API = '/api/v1';

let csrfToken: string | null = null;
/** Proof that a change comes from this page; a cookie alone is sent by any page. */
export const setCsrfToken = (token: string | null): void => {
  csrfToken = token;
};
const POSITION = 'Throughline-Position';
/** The highest position of the log that an answer has shown; numbers as text, as they may be longer than a double holds. */
let seenPosition = '';
const isHigher = (position: string): boolean =>
  position.length > seenPosition.length || (position.length === seenPosition.length && position > seenPosition);
const seePosition = ({ headers }: Response): void => {
  const position = headers.get(POSITION) ?? '';
  if (isHigher(position)) seenPosition = position;
};
/** What is read shows at least what this page has shown already, whichever gateway answers. */
const positionHeaders = (): Record<string, string> => (seenPosition === '' ? {} : { [POSITION]: seenPosition });

export const csrfHeaders = (): Record<string, string> => (csrfToken === null ? {} : { 'X-CSRF-Token': csrfToken });

/** `crypto.randomUUID` is absent where the page is served without TLS to another machine. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const isUnsafe = (method: string): boolean => method !== 'GET';

/**
 * For reads: a line that is dead would be waited for until the system notices, and as long as one is under way nothing else is
 * asked. A change is waited for: whether it was made would not be known.
 */
const PATIENCE_MS = 30_000;

function signalFor({ method = 'GET', signal }: Asking): AbortSignal | undefined {
  if (isUnsafe(method)) return signal;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  return signal === undefined ? patience : AbortSignal.any([signal, patience]);
}

function requestFor(asking: Asking): RequestInit {
  const { method = 'GET', body, form } = asking;
  const signal = signalFor(asking);
  return {
    method,
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json',
      ...positionHeaders(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(isUnsafe(method) ? csrfHeaders() : {}),
      ...(method === 'POST' ? { 'Idempotency-Key': asking.idempotencyKey ?? newKey() } : {}),
      ...asking.headers,
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

/** One exchange with the gateway. Throws an `ApiProblem` where it refuses, `GatewayAway` where nobody answers. */
export async function exchange<T>(path: string, asking: Asking = {}): Promise<Answer<T>> {
  try {
    const response = await fetch(path.startsWith('/') ? path : `${API}/${path}`, requestFor(asking));
    seePosition(response);
    const body = await readBody(response);
    if (!response.ok) throw problemFrom(body) ?? new GatewayAway(`HTTP ${String(response.status)}`);
    connection.heard();
    return { body: body as T, status: response.status, headers: response.headers };
  } catch (error) {
    throw told(error, asking.signal);
  }
}

/** Tells refusals, silence and one's own cancellation apart; and whoever shows the state of the connection. */
function told(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return error;
  if (error instanceof ApiProblem) {
    connection.heard();
    return error;
  }
  connection.missed();
  return isAway(error) ? error : new GatewayAway('no answer', { cause: error });
}

export async function ask<T>(path: string, asking: Asking = {}): Promise<T> {
  return (await exchange<T>(path, asking)).body;
}
