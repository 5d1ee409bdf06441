import { RetryableError, WaitingError, codeOf } from '@throughline/contracts';
import { parseRetryAfterMs } from '@throughline/outgoing';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { GoogleResponse } from './answer.js';

const GOES_ON = 'the work continues automatically';

const problem = Compile(
  Type.Object({
    error: Type.Object({ errors: Type.Optional(Type.Array(Type.Object({ reason: Type.Optional(Type.String()) }))) }),
  }),
);

export const parseJsonOrUndefined = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Matches Google's own codes. Any other text might be a secret that the server returned. */
const REASON = /^[a-zA-Z]{3,60}$/;

/** Returns the reason of a refusal, as listed in Google's documentation; empty if there is none. */
export function readReason({ text }: GoogleResponse): string {
  const raw = parseJsonOrUndefined(text);
  const reason = problem.Check(raw) ? (raw.error.errors?.[0]?.reason ?? '') : '';
  return REASON.test(reason) ? reason : '';
}

/** `operation` is the method and the name of the API, as in `PUT /upload/drive/v3/files`. */
export const unreachableError = (cause: unknown, operation: string): WaitingError =>
  new WaitingError(
    'output-unreachable',
    `Google does not answer ${operation} (${codeOf(cause) ?? 'no answer'}): ${GOES_ON} when it does`,
    { cause },
  );

/** The error for an answer that does not come from Google, such as a proxy's page. */
export const unreadableError = (status: number): WaitingError =>
  new WaitingError(
    'output-unreachable',
    `The answer is not from Google (status ${String(status)}): check the proxy and the address; ${GOES_ON}`,
  );

const busyError = (answer: GoogleResponse, reason: string): WaitingError => {
  const wished = parseRetryAfterMs(answer.header('retry-after'));
  return new WaitingError('output-busy', `Google limits requests (${reason}): ${GOES_ON}`, {
    ...(wished === undefined ? {} : { retryAfterMs: wished }),
  });
};

const saidBy = ({ status }: GoogleResponse, reason: string): string => (reason === '' ? String(status) : reason);

const RATE: ReadonlySet<string> = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'sharingRateLimitExceeded',
  'backendError',
  'internalError',
]);
/** Daily quotas: an early retry is useless. */
const DAILY: ReadonlySet<string> = new Set(['dailyLimitExceeded', 'quotaExceeded', 'uploadLimitExceeded']);
const FULL: ReadonlySet<string> = new Set([
  'storageQuotaExceeded',
  'teamDriveFileLimitExceeded',
  'numChildrenInNonRootLimitExceeded',
]);
const HOUR_MS = 3_600_000;

function toQuotaError(answer: GoogleResponse, reason: string): Error | undefined {
  if (FULL.has(reason))
    return new WaitingError('disk-full', `The Google Drive has no space left (${reason}): free some space; ${GOES_ON}`);
  if (!DAILY.has(reason)) return undefined;
  return new WaitingError('quota-exceeded', `The daily quota at Google is used up (${reason}): ${GOES_ON}`, {
    retryAfterMs: parseRetryAfterMs(answer.header('retry-after')) ?? HOUR_MS,
  });
}

const isBusy = (status: number, reason: string): boolean => status === 429 || status >= 500 || RATE.has(reason);

/**
 * Returns the error for a refusal. Problems that a person has to solve are not the recording's fault, so the delivery waits.
 */
export function toResponseError(answer: GoogleResponse): Error {
  const reason = readReason(answer);
  const { status } = answer;
  const quota = toQuotaError(answer, reason);
  if (quota !== undefined) return quota;
  if (isBusy(status, reason)) return busyError(answer, saidBy(answer, reason));
  if (status === 401 || status === 403)
    return new WaitingError(
      'output-not-writable',
      `Google refuses the request (${saidBy(answer, reason)}): give the account write access, and enable the Drive API for the application; ${GOES_ON} then`,
    );
  if (reason === '' && status !== 404) return unreadableError(status);
  return new RetryableError('output-failed', `Google has refused the request (${saidBy(answer, reason)})`);
}
