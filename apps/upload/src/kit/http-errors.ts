import { parseUrl, PermanentError, RetryableError, WaitingError, codeOf, kindOf } from '@throughline/contracts';
import { parseRetryAfterMs } from '@throughline/outgoing';
import { misconfiguredError } from './output-settings.js';

const GOES_ON = 'the delivery continues automatically';

export interface ServiceTerms {
  /** The subject of "… does not answer". */
  readonly where: string;
  /** The credentials, such as "the user or password of the connection". */
  readonly credentials: string;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
}

/** Error codes of the guarded client for failed connections. The item itself is fine. */
const UNREACHABLE = new Set(['no-answer', 'host-unknown', 'connection-broken']);

/** The error for a server whose certificate is not trusted. `code` is that of OpenSSL. */
export const untrustedError = (where: string, code: string, options: ErrorOptions): WaitingError =>
  new WaitingError(
    'output-unreachable',
    `${where} has no trusted certificate (${code}). Renew the certificate there, or add its certificate authority ('ca') to the connection; ${GOES_ON}`,
    options,
  );

/** The guarded client keeps only the code of the original error. */
const findTlsCode = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : 'no code';

/** Converts connection errors of a service to delivery errors. Other errors pass unchanged. */
export function toTransportError(cause: unknown, { where }: ServiceTerms, method: string): unknown {
  const code = codeOf(cause) ?? '';
  const why = cause instanceof Error ? cause.message : '';
  if (kindOf(cause) === 'retryable' && UNREACHABLE.has(code))
    return new WaitingError('output-unreachable', `${where} does not answer ${method} (${code}): ${GOES_ON} when it does`, {
      cause,
    });
  // The messages of these two errors have the host, which only the operator may know.
  if (code === 'certificate-refused') return untrustedError(where, findTlsCode(cause), { cause });
  if (code === 'address-refused')
    return misconfiguredError(
      `${where} is not at a public address. If this is intended, the operator can allow its host with TL_FETCH_ALLOW`,
    );
  if (code === 'address-invalid' || code === 'redirect-refused')
    return misconfiguredError(`${where} cannot be reached: ${why}`, cause);
  return cause;
}

type ErrorFactory = (words: ServiceTerms, answered: ServiceAnswer) => Error;

const waiting =
  (code: string, say: (words: ServiceTerms, status: number) => string): ErrorFactory =>
  (words, { status, header }) => {
    const ms = parseRetryAfterMs(header('retry-after'));
    return new WaitingError(code, say(words, status), ms === undefined ? {} : { retryAfterMs: ms });
  };

const notPermitted = waiting(
  'output-not-writable',
  ({ where, credentials }, status) =>
    `${where} refuses ${credentials} (${String(status)}): make sure that they are correct and may write; ${GOES_ON} then`,
);
const busy = waiting('output-busy', ({ where }, status) => `${where} limits requests (${String(status)}): ${GOES_ON}`);
const elsewhere: ErrorFactory = ({ where }, { status, header }) => {
  const to = header('location') ?? '';
  const origin = parseUrl(to) === undefined ? 'elsewhere' : `to ${new URL(to).origin}`;
  return misconfiguredError(`${where} redirects ${origin} (${String(status)}): correct the address of the connection`);
};

/** Operators can fix most of these. The item itself is fine, so the delivery waits. */
const BY_STATUS: Readonly<Record<number, ErrorFactory>> = {
  401: notPermitted,
  403: notPermitted,
  404: ({ where }) => misconfiguredError(`${where} was not found (404): correct the address of the connection`),
  405: ({ where }) =>
    misconfiguredError(`${where} does not support the requests of outputs (405): correct the address of the connection`),
  408: busy,
  413: ({ where }) => new PermanentError('refused-as-too-large', `${where} does not accept a file of this size (413)`),
  423: ({ where }) => new RetryableError('output-locked', `${where} is locked by another client (423); the delivery is retried`),
  425: busy,
  429: busy,
  501: ({ where }) => misconfiguredError(`${where} does not support the requests of outputs (501)`),
  507: waiting('disk-full', ({ where }) => `${where} has no space left: free some space, and ${GOES_ON}`),
};

export function toStatusError(answered: ServiceAnswer, words: ServiceTerms): Error {
  const { status } = answered;
  const rule = BY_STATUS[status];
  if (rule !== undefined) return rule(words, answered);
  if (status >= 500) return busy(words, answered);
  if (status >= 300 && status < 400) return elsewhere(words, answered);
  return new RetryableError('output-failed', `${words.where} has refused the request (${String(status)})`);
}
