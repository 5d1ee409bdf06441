import { PermanentError, RetryableError, WaitingError, codeOf, kindOf } from '@throughline/contracts';
import { parseRetryAfterMs } from '@throughline/outgoing';
import type { DavAnswer } from '@throughline/webdav';
import { misconfiguredError } from '../../file-trees/file-errors.js';

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
const redirect: ErrorFactory = (where, { status, header }) => {
  const to = header('location') ?? '';
  const origin = URL.canParse(to) ? `to ${new URL(to).origin}` : 'elsewhere';
  return misconfiguredError(`${where} redirects ${origin} (${String(status)}): ${correctAddress}`);
};

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

/** Returns the error for an unexpected answer. It contains nothing of the answer but its status and an origin. */
export function toStatusError(where: string, refusal: Refusal): Error {
  const { status } = refusal;
  const known = BY_STATUS[status];
  if (known !== undefined) return known(where, refusal);
  if (status >= 500) return busy(where, refusal);
  if (status >= 300 && status < 400) return redirect(where, refusal);
  return new RetryableError('source-error', `${where} has refused the request (${String(status)})`);
}

export const tooLargeError = (where: string): PermanentError =>
  new PermanentError(
    'source-too-large',
    `${where} lists more files of one folder than can be read. Move imported files to another folder`,
  );

const UNREACHABLE = new Set(['no-answer', 'host-unknown', 'connection-broken']);
const REFUSED = new Set(['address-refused', 'address-invalid', 'redirect-refused']);

/** Converts the errors of the guarded client. Other errors pass unchanged. */
export function toTransportError(cause: unknown, where: string): unknown {
  const code = codeOf(cause) ?? '';
  const why = cause instanceof Error ? cause.message : '';
  if (kindOf(cause) === 'retryable' && UNREACHABLE.has(code))
    return new WaitingError('source-not-responding', `${where} does not answer (${code}). The next sync tries again`, { cause });
  if (code === 'certificate-refused')
    return new WaitingError(
      'source-not-responding',
      `${where} cannot be reached: ${why}. The operator must renew the certificate there, or add its certificate authority ('ca') to the connection`,
      { cause },
    );
  if (REFUSED.has(code)) return misconfiguredError(`${where} cannot be reached: ${why}`);
  return code === 'too-large' ? tooLargeError(where) : cause;
}
