import { RetryableError, WaitingError } from '@throughline/contracts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceResponse } from '../oauth/answer.js';
import { GOES_ON, busyError, parseJsonOrUndefined, unreadableError } from '../oauth/service-errors.js';

const failure = Compile(Type.Object({ error: Type.Object({ code: Type.String() }) }));

/** Matches Microsoft's own codes. Any other text might be a secret that the server returned. */
const CODE = /^[a-zA-Z]{3,60}$/;

/** Returns the code of a refusal, as in `itemNotFound`; empty if there is none. */
export function readGraphCode({ text }: ServiceResponse): string {
  const raw = parseJsonOrUndefined(text);
  return failure.Check(raw) && CODE.test(raw.error.code) ? raw.error.code : '';
}

const FULL: ReadonlySet<string> = new Set(['quotaLimitReached', 'insufficientStorage']);
const isBusy = (status: number, code: string): boolean => status === 429 || status >= 500 || BUSY.has(code);
const BUSY: ReadonlySet<string> = new Set(['activityLimitReached', 'serviceNotAvailable', 'generalException', 'TooManyRequests']);

/** Returns the error for a refusal by Microsoft Graph (https://learn.microsoft.com/graph/errors). */
export function toGraphError(answer: ServiceResponse): Error {
  const { status } = answer;
  const code = readGraphCode(answer);
  const reason = code === '' ? String(status) : code;
  if (status === 507 || FULL.has(code))
    return new WaitingError('disk-full', `The OneDrive has no space left (${reason}): free some space; ${GOES_ON}`);
  if (isBusy(status, code)) return busyError(answer, 'Microsoft', reason);
  if (status === 401 || status === 403)
    return new WaitingError(
      'output-not-writable',
      `Microsoft refuses the request (${reason}): give the application the permissions of docs/credentials.md, and connect the account again; ${GOES_ON} then`,
    );
  if (code === '' && status !== 404) return unreadableError(status, 'Microsoft');
  return new RetryableError('output-failed', `Microsoft has refused the request (${reason})`);
}
