import { RetryableError, WaitingError } from '@throughline/contracts';
import { parseRetryAfterMs } from '@throughline/outgoing';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceResponse } from '../oauth/answer.js';
import { GOES_ON, busyError, parseJsonOrUndefined, unreadableError } from '../oauth/service-errors.js';

const problem = Compile(
  Type.Object({
    error: Type.Object({ errors: Type.Optional(Type.Array(Type.Object({ reason: Type.Optional(Type.String()) }))) }),
  }),
);

/** Matches Google's own codes. Any other text might be a secret that the server returned. */
const REASON = /^[a-zA-Z]{3,60}$/;

/** Returns the reason of a refusal, as listed in Google's documentation; empty if there is none. */
export function readReason({ text }: ServiceResponse): string {
  const raw = parseJsonOrUndefined(text);
  const reason = problem.Check(raw) ? (raw.error.errors?.[0]?.reason ?? '') : '';
  return REASON.test(reason) ? reason : '';
}

const saidBy = ({ status }: ServiceResponse, reason: string): string => (reason === '' ? String(status) : reason);

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

function toQuotaError(answer: ServiceResponse, reason: string): Error | undefined {
  if (FULL.has(reason))
    return new WaitingError('disk-full', `The Google Drive has no space left (${reason}): free some space; ${GOES_ON}`);
  if (!DAILY.has(reason)) return undefined;
  return new WaitingError('quota-exceeded', `The daily quota at Google is used up (${reason}): ${GOES_ON}`, {
    retryAfterMs: parseRetryAfterMs(answer.header('retry-after')) ?? HOUR_MS,
  });
}

const isBusy = (status: number, reason: string): boolean => status === 429 || status >= 500 || RATE.has(reason);

/**
 * Returns the error for a refusal by one of Google's APIs. Problems that a person has to solve are not the recording's fault, so the delivery waits.
 */
export function toResponseError(answer: ServiceResponse, api = 'Drive API'): Error {
  const reason = readReason(answer);
  const { status } = answer;
  const quota = toQuotaError(answer, reason);
  if (quota !== undefined) return quota;
  if (isBusy(status, reason)) return busyError(answer, 'Google', saidBy(answer, reason));
  if (reason === 'insufficientPermissions')
    return new WaitingError(
      'credential-needs-reauth',
      `The consent at Google lacks a permission (${reason}): connect the account again, and select all permissions; ${GOES_ON} then`,
    );
  if (status === 401 || status === 403)
    return new WaitingError(
      'output-not-writable',
      `Google refuses the request (${saidBy(answer, reason)}): give the account write access, and enable the ${api} for the application; ${GOES_ON} then`,
    );
  if (reason === '' && status !== 404) return unreadableError(status, 'Google');
  return new RetryableError('output-failed', `Google has refused the request (${saidBy(answer, reason)})`);
}
