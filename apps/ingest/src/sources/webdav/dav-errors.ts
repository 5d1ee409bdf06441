import { PermanentError, RetryableError, WaitingError, codeOf, kindOf } from '@throughline/contracts';
import { parseRetryAfterMs } from '@throughline/outgoing';
import type { DavAnswer } from '@throughline/webdav';
import { misconfiguredError } from '../../kit/read-settings.js';
import type { Obstacle } from '../../file-trees/file-tree.js';

/** The code for a folder or file that the user of the connection may not access. */
export const FORBIDDEN = 'source-forbidden';
export const GONE = 'source-gone';
export const LOCKED = 'source-locked';

type Refusal = Pick<DavAnswer, 'status' | 'header'>;
type ErrorFactory = (where: string, refusal: Refusal) => Error;

const correctAddress = 'the operator must correct the address of the connection';

const busy: ErrorFactory = (where, { status, header }) => {
  const retryAfterMs = parseRetryAfterMs(header('retry-after'));
  const message = `${where} is busy (${String(status)}). The next sync tries again`;
  return new WaitingError('source-busy', message, retryAfterMs === undefined ? {} : { retryAfterMs });
};
const unsupported: ErrorFactory = (where, { status }) =>
  misconfiguredError(`${where} does not support the requests of sources (${String(status)}): ${correctAddress}`);
const redirect: ErrorFactory = (where, { status }) =>
  misconfiguredError(`${where} redirects to another address (${String(status)}): ${correctAddress}`);
const noWebdav: ErrorFactory = (where, { status }) =>
  misconfiguredError(`${where} does not answer as a WebDAV server (${String(status)}): ${correctAddress}`);

const BY_STATUS: Readonly<Record<number, ErrorFactory>> = {
  401: (where) =>
    new WaitingError(
      'source-not-permitted',
      `${where} refuses the user or password of the connection (401): the operator must correct them`,
    ),
  403: (where) =>
    new WaitingError(FORBIDDEN, `${where} denies access (403): the operator must give access to the user of the connection`),
  404: (where) => new PermanentError(GONE, `${where} does not have the folder of the source (404)`),
  405: unsupported,
  408: busy,
  423: (where) => new RetryableError(LOCKED, `${where} says that the file is locked by another program (423)`),
  425: busy,
  429: busy,
  501: unsupported,
  507: (where) => new WaitingError('source-full', `${where} has no space left (507): free some space`),
};

const refused: ErrorFactory = (where, { status }) =>
  new RetryableError('source-error', `${where} has refused the request (${String(status)})`);

function factoryFor(status: number): ErrorFactory {
  if (status >= 500) return busy;
  if (status >= 400) return refused;
  return status >= 300 ? redirect : noWebdav;
}

/** Returns the error for an unexpected answer. It contains nothing of the answer but its status. */
export function toStatusError(where: string, refusal: Refusal): Error {
  const { status } = refusal;
  return Object.assign((BY_STATUS[status] ?? factoryFor(status))(where, refusal), { status });
}

export const tooLargeError = (where: string): PermanentError =>
  new PermanentError(
    'source-too-large',
    `${where} lists more files of one folder than can be read. Move imported files to another folder`,
  );

/** A server that limits its requests is not asked for further folders. */
const LIMITS_REQUESTS = new Set<unknown>([408, 425, 429]);

/** Recognizes errors of one folder. A server without an answer, and one that asks to wait, are problems of the whole source. */
export function findObstacle(error: unknown): Obstacle | 'missing' | undefined {
  if (kindOf(error) === undefined) return undefined;
  const code = codeOf(error);
  if (code === FORBIDDEN) return 'unreadable';
  if (code === GONE) return 'missing';
  if (code === 'source-too-large') return 'too-many';
  const { status, retryAfterMs } = error as { readonly status?: unknown; readonly retryAfterMs?: unknown };
  const isRefusal = status !== undefined && !LIMITS_REQUESTS.has(status) && retryAfterMs === undefined;
  return isRefusal || code === 'source-misconfigured' ? 'refused' : undefined;
}

const UNREACHABLE = new Set(['no-answer', 'host-unknown', 'connection-broken']);
const REFUSED: Readonly<Record<string, string>> = {
  'address-refused': 'its address is not allowed. The operator can allow it with TL_FETCH_ALLOW',
  'address-invalid': `its address is invalid: ${correctAddress}`,
  'redirect-refused': `it redirects to another address: ${correctAddress}`,
};

/** Returns the code of a network error, such as CERT_HAS_EXPIRED. */
const traceOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';

/** Converts the errors of the guarded client, whose messages have addresses. Other errors pass unchanged. */
export function toTransportError(cause: unknown, where: string): unknown {
  const code = codeOf(cause) ?? '';
  if (kindOf(cause) === 'retryable' && UNREACHABLE.has(code))
    return new WaitingError('source-not-responding', `${where} does not answer (${code}). The next sync tries again`, { cause });
  if (code === 'certificate-refused')
    return new WaitingError(
      'source-not-responding',
      `${where} has a certificate that is not trusted${traceOf(cause)}. The operator must renew the certificate there, or add its certificate authority ('ca') to the connection`,
      { cause },
    );
  const why = REFUSED[code];
  if (why !== undefined) return new PermanentError('source-misconfigured', `${where} cannot be reached: ${why}`, { cause });
  return code === 'too-large' ? tooLargeError(where) : cause;
}
