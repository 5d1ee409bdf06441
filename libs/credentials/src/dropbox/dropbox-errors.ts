import { RetryableError, WaitingError } from '@throughline/contracts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceResponse } from '../oauth/answer.js';
import { GOES_ON, busyError, parseJsonOrUndefined, unreadableError } from '../oauth/service-errors.js';

const failure = Compile(Type.Object({ error_summary: Type.String() }));

/** Matches Dropbox's own tags, followed by dots. Any other text might be a secret that the server returned. */
const SUMMARY = /^([a-z_]{2,60}(?:\/[a-z_]{2,60}){0,5})\/\.*$/;

/** Returns the tags of a refusal, as in `path/conflict/file`; empty if there are none. */
export function readSummary({ text }: ServiceResponse): string {
  const raw = parseJsonOrUndefined(text);
  return failure.Check(raw) ? (SUMMARY.exec(raw.error_summary)?.[1] ?? '') : '';
}

/** Returns the error for a refusal by Dropbox (https://www.dropbox.com/developers/documentation/http/documentation#error-handling). */
export function toDropboxError(answer: ServiceResponse): Error {
  const { status } = answer;
  const summary = readSummary(answer);
  const reason = summary === '' ? String(status) : summary;
  if (summary.includes('insufficient_space'))
    return new WaitingError('disk-full', `The Dropbox has no space left: free some space; ${GOES_ON}`);
  if (status === 429 || status >= 500 || summary.includes('too_many_')) return busyError(answer, 'Dropbox', reason);
  if (status === 401 || status === 403 || summary.includes('no_write_permission'))
    return new WaitingError(
      'output-not-writable',
      `Dropbox refuses the request (${reason}): give the application the permissions of docs/credentials.md, and connect the account again; ${GOES_ON} then`,
    );
  if (summary === '') return unreadableError(status, 'Dropbox');
  return new RetryableError('output-failed', `Dropbox has refused the request (${reason})`);
}
