import { RetryableError, WaitingError, codeOf } from '@throughline/contracts';
import { retryAfterMs } from '@throughline/outgoing';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { GoogleAnswer } from './answer.js';

const GOES_ON = 'it goes on by itself';

const problem = Compile(
  Type.Object({
    error: Type.Object({ errors: Type.Optional(Type.Array(Type.Object({ reason: Type.Optional(Type.String()) }))) }),
  }),
);

export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Codes of Google's own lists; anything else might be a secret that was given back. */
const REASON = /^[a-zA-Z]{3,60}$/;

/** The reason of a refusal, as Google's documentation lists them; empty where it says none. */
export function reasonOf({ text }: GoogleAnswer): string {
  const raw = jsonOf(text);
  const reason = problem.Check(raw) ? (raw.error.errors?.[0]?.reason ?? '') : '';
  return REASON.test(reason) ? reason : '';
}

/** `operation`: the method and the name of the API, as in `PUT /upload/drive/v3/files`. */
export const unreachable = (cause: unknown, operation: string): WaitingError =>
  new WaitingError(
    'output-unreachable',
    `Google does not answer ${operation} (${codeOf(cause) ?? 'no answer'}): ${GOES_ON} once it does`,
    { cause },
  );

/** An answer that is none of Google's: a proxy's page, say. */
export const unreadable = (status: number): WaitingError =>
  new WaitingError(
    'output-unreachable',
    `What answers in the place of Google is not it (status ${String(status)}, and not what was asked for): ${GOES_ON}`,
  );

const busy = (answer: GoogleAnswer, said: string): WaitingError => {
  const wished = retryAfterMs(answer.header('retry-after'));
  return new WaitingError('output-busy', `Google asks for patience (${said}): ${GOES_ON}`, {
    ...(wished === undefined ? {} : { retryAfterMs: wished }),
  });
};

const saidBy = ({ status }: GoogleAnswer, reason: string): string => (reason === '' ? String(status) : reason);

const RATE: ReadonlySet<string> = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'sharingRateLimitExceeded',
  'backendError',
  'internalError',
]);
/** Of a day: asking sooner helps nobody. */
const DAILY: ReadonlySet<string> = new Set(['dailyLimitExceeded', 'quotaExceeded', 'uploadLimitExceeded']);
const FULL: ReadonlySet<string> = new Set([
  'storageQuotaExceeded',
  'teamDriveFileLimitExceeded',
  'numChildrenInNonRootLimitExceeded',
]);
const HOUR_MS = 3_600_000;

function quotaTrouble(answer: GoogleAnswer, reason: string): Error | undefined {
  if (FULL.has(reason))
    return new WaitingError('disk-full', `The Google Drive has no room left (${reason}): free some, ${GOES_ON}`);
  if (!DAILY.has(reason)) return undefined;
  return new WaitingError('quota-exceeded', `The day's quota at Google is used up (${reason}): ${GOES_ON}`, {
    retryAfterMs: retryAfterMs(answer.header('retry-after')) ?? HOUR_MS,
  });
}

const isBusy = (status: number, reason: string): boolean => status === 429 || status >= 500 || RATE.has(reason);

/** What a refusal means for a delivery: nothing that somebody has to set right is wrong with the recording, so it waits for that. */
export function refusalOf(answer: GoogleAnswer): Error {
  const reason = reasonOf(answer);
  const { status } = answer;
  const quota = quotaTrouble(answer, reason);
  if (quota !== undefined) return quota;
  if (isBusy(status, reason)) return busy(answer, saidBy(answer, reason));
  if (status === 401 || status === 403)
    return new WaitingError(
      'output-not-writable',
      `Google refuses what was asked (${saidBy(answer, reason)}): the account must be allowed to write there, and the Drive API must be switched on for the application; ${GOES_ON} once it is`,
    );
  if (reason === '' && status !== 404) return unreadable(status);
  return new RetryableError('output-failed', `Google has refused what it was asked (${saidBy(answer, reason)})`);
}
