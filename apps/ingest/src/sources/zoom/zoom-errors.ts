import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { parseRetryAfterMs, type GuardedResponse } from '@throughline/outgoing';
import { misconfiguredError } from '../../kit/read-settings.js';

/** Codes of Zoom's API errors, which come with the status 400 or 404. */
const CODES = { scope: 4711, scopes: 104, user: 1001, otherAccount: 1010, recording: 3301 } as const;

export const unknownConnectionError = (name: string): PermanentError =>
  misconfiguredError(
    `This server has no Zoom connection '${name}'. The operator adds it to TL_ZOOM, or the source needs another one`,
  );

export const noUsersError = (): PermanentError =>
  misconfiguredError('This server does not read from the Zoom accounts of users. Choose a connection');

export const notUnderstoodError = (cause?: unknown): RetryableError =>
  new RetryableError('source-error', 'Zoom sends an answer that is not understood', { cause });

export const credentialsError = (connection: string): PermanentError =>
  new PermanentError(
    'source-refused',
    `Zoom refuses the connection '${connection}'. The operator checks its account, client id and secret in TL_ZOOM, and that the app is activated`,
  );

export const scopesError = (connection: string): PermanentError =>
  new PermanentError(
    'source-refused',
    `The Zoom app of the connection '${connection}' lacks a scope. The operator adds the scopes for recordings (docs/sources.md)`,
  );

/** A deleted credential looks like one that was never connected. Syncs do not give registered items another credential. */
export const notConnectedError = (credential: number): WaitingError =>
  new WaitingError(
    'credential-needs-reauth',
    `The credential ${String(credential)} has no connected account: tl credential connect ${String(credential)}. Waiting downloads then continue, and syncs work again. If the credential was deleted, choose another one in the source; delete items that wait for it, and upload their recordings as files`,
  );

export const userScopesError = (credential: number): WaitingError =>
  new WaitingError(
    'credential-needs-reauth',
    `The Zoom app behind the credential ${String(credential)} lacks a scope: add the scopes of docs/credentials.md to the app, and connect the account again: tl credential connect ${String(credential)}. The work then continues automatically`,
  );

export const unknownUserError = (): PermanentError =>
  misconfiguredError('The Zoom account has no such user. Correct the e-mail address of the source');

/** A credential belongs to one user, whom Zoom no longer knows in that account. */
export const lostUserError = (credential: number): PermanentError =>
  misconfiguredError(
    `Zoom no longer has the user of the credential ${String(credential)}: the user was deleted, or moved to another account. Connect the account again: tl credential connect ${String(credential)}. Then sync the source, and retry failed items`,
  );

export const goneError = (): PermanentError =>
  new PermanentError('source-gone', 'Zoom no longer has this recording: it was deleted there, or belongs to another account');

export const processingError = (): WaitingError =>
  // Zoom needs about as long as the meeting has lasted.
  new WaitingError('source-processing', 'Zoom still processes the recording', { retryAfterMs: 60_000, checkWithinMs: 300_000 });

/** Zoom does not hand out the file although its API has just issued the token. */
export const downloadRefusedError = (): PermanentError =>
  new PermanentError(
    'source-refused',
    'Zoom refuses the download with a new token. The account may forbid downloads of recordings: an administrator of Zoom allows them',
  );

export const foreignHostError = (host: string): PermanentError =>
  new PermanentError('address-refused', `The download address of the recording is at ${host}, which does not belong to Zoom`);

/** The failures that users read if Zoom does not accept the tokens of an account. */
export interface AccessErrors {
  refusedError(): Error;
  scopesError(): Error;
  unknownUserError(): Error;
}

type Answer = Pick<GuardedResponse, 'status' | 'header'>;

/** The limit of a day names its end as a time of ISO 8601, which HTTP does not have. */
function parseWait(header: string | undefined): number | undefined {
  const isIso = header !== undefined && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(header);
  return parseRetryAfterMs(isIso && !Number.isNaN(Date.parse(header)) ? new Date(header).toUTCString() : header);
}

/** Maps an answer without bytes that does not depend on the request. Returns `undefined` for any other status. */
export function toBusyError({ status, header }: Answer): Error | undefined {
  const wait = parseWait(header('retry-after'));
  const after = wait === undefined ? {} : { retryAfterMs: wait };
  if (status === 429) return new WaitingError('source-busy', 'Zoom limits the requests, and asks to try again later', after);
  return status >= 500
    ? new RetryableError('source-error', `Zoom answers ${String(status)}: it has a problem`, after)
    : undefined;
}

/** Maps an error of the API to a failure. Its text is ours: that of the answer may contain anything. */
export function toApiError(answer: Answer, code: unknown, access: AccessErrors): Error {
  const busy = toBusyError(answer);
  if (busy !== undefined) return busy;
  if (code === CODES.scope || code === CODES.scopes || answer.status === 403) return access.scopesError();
  if (code === CODES.user || code === CODES.otherAccount) return access.unknownUserError();
  if (code === CODES.recording) return goneError();
  if (answer.status === 401) return access.refusedError();
  return new PermanentError('source-refused', `Zoom refuses the request with the status ${String(answer.status)}`);
}
