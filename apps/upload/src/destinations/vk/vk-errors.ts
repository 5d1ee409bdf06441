import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { busyError, unreadableError, type ServiceResponse } from '@throughline/credentials';
import { misconfiguredError } from '../../kit/output-settings.js';

const GOES_ON = 'the work continues automatically';
const HOUR_MS = 3_600_000;

const busy = (code: number): Error => new WaitingError('output-busy', `VK limits requests (${String(code)}): ${GOES_ON}`);
const flood = (code: number): Error =>
  new WaitingError('output-busy', `VK limits this account (${String(code)}): ${GOES_ON}`, { retryAfterMs: HOUR_MS });
const person = (code: number): Error =>
  new WaitingError(
    'output-not-writable',
    `VK asks for a confirmation by the user (${String(code)}): sign in at vk.com with the account of the token; ${GOES_ON} then`,
  );
const denied = (code: number): Error =>
  new WaitingError(
    'output-not-writable',
    `VK denies access (${String(code)}): the token needs the right to videos, and the account a right to publish in the community; ${GOES_ON} then`,
  );
const wrong = (code: number): Error =>
  misconfiguredError(`VK refuses a parameter (${String(code)}): correct the community or the album of the output`);

/** https://dev.vk.com/reference/errors */
const BY_CODE: Readonly<Record<number, (code: number) => Error>> = {
  1: busy,
  6: busy,
  7: denied,
  9: flood,
  10: busy,
  14: person,
  15: denied,
  17: person,
  29: flood,
  100: wrong,
  203: denied,
  204: denied,
  214: flood,
};

/** An invalid or expired token, in two generations of the API. */
export const isTokenRefused = (code: number): boolean => code === 5 || code === 1117;
export const ALREADY_ADDED = 800;

export const noTokenError = (credential: number): WaitingError =>
  new WaitingError(
    'credential-needs-reauth',
    `VK does not accept the token of the credential ${String(credential)}, or there is none: replace the token, or connect the account again. The work then continues automatically`,
  );

export const otherCredentialError = (credential: number): PermanentError =>
  misconfiguredError(
    `The credential ${String(credential)} is neither a VK account nor a token: choose a credential of the type vk or token`,
  );

export const noVideoError = (video: string): PermanentError =>
  new PermanentError('object-missing', `The video ${video} no longer exists at VK`);

/** Returns the error for a code of VK. Its message may quote parameters, so it is not repeated. */
export const toVkError = (code: number): Error =>
  BY_CODE[code]?.(code) ?? new RetryableError('output-failed', `VK has refused the request (${String(code)})`);

/** The error for an answer that does not come from VK, such as a proxy's page. */
export const toVkStatusError = (answer: ServiceResponse): WaitingError =>
  answer.status === 429 || answer.status >= 500
    ? busyError(answer, 'VK', String(answer.status))
    : unreadableError(answer.status, 'VK');
