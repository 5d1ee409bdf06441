import { APIErrorCode, isHTTPResponseError } from '@notionhq/client';
import { codeOf } from '@throughline/contracts';
import { parseRetryAfterMs } from '@throughline/outgoing';
import { MirrorError, isMirrorError } from './mirror-error.js';

export const credentialRefusedError = (cause?: unknown): MirrorError =>
  new MirrorError(
    'credential-needs-reauth',
    'Notion refuses the token of the connection (401): store a valid token in the credential of the channel. Updates then continue automatically',
    { retry: 'on-credential', cause },
  );

const OF_CREDENTIAL: ReadonlySet<string> = new Set(['credential-missing', 'credential-needs-reauth']);

/** True if the error code calls for another secret. */
export const isCredentialError = (code: string): boolean => OF_CREDENTIAL.has(code);

const retryAfterOf = (headers: unknown): number | undefined => {
  const found = typeof headers === 'object' && headers !== null && 'retry-after' in headers ? headers['retry-after'] : undefined;
  return typeof found === 'string' ? parseRetryAfterMs(found) : undefined;
};

const rateLimitedError = (status: number, headers: unknown): MirrorError => {
  const ms = retryAfterOf(headers);
  return new MirrorError('rate-limited', `Notion limits requests (${String(status)}); the update is retried automatically`, {
    retry: 'soon',
    ...(ms === undefined ? {} : { retryAfterMs: ms }),
  });
};

/** Creates the error for a request that was not sent, because Notion has requested a pause. Milliseconds. */
export const pausedError = (ms: number): MirrorError =>
  new MirrorError(
    'rate-limited',
    `Notion limits requests: try again in ${String(Math.ceil(ms / 1_000))} seconds. Page updates continue automatically`,
    { retry: 'soon', retryAfterMs: ms },
  );

/** Refusals of a valid request, by status. */
const REFUSALS: Readonly<Record<number, () => MirrorError>> = {
  401: credentialRefusedError,
  403: () =>
    new MirrorError(
      'not-permitted',
      'The Notion integration lacks a permission (403): give it the capabilities to read and to update content',
      { retry: 'slowly' },
    ),
  404: () =>
    new MirrorError(
      'page-not-shared',
      'The Notion integration has no access to the page (404): share the page or its database with the integration, then send the page again',
      { retry: 'slowly' },
    ),
  409: () =>
    new MirrorError('page-busy', 'The page was changed at the same time (409); the update is retried', { retry: 'soon' }),
};

export const writeRefusedError = (cause: unknown, status = 400): MirrorError =>
  new MirrorError(
    'write-refused',
    `Notion refuses the update (${String(status)}): check the channel with \`tl notion check\`, then send the page again`,
    { retry: 'slowly', cause },
  );

function toAnswerError({ status, headers }: { readonly status: number; readonly headers: unknown }, cause: unknown): MirrorError {
  if (status === 429 || status === 529 || (status === 503 && retryAfterOf(headers) !== undefined))
    return rateLimitedError(status, headers);
  const rule = REFUSALS[status];
  if (rule !== undefined) return rule();
  if (status >= 500)
    return new MirrorError('notion-failing', `Notion has a server problem (${String(status)}); the update is retried`, {
      retry: 'soon',
      isOpen: true,
      cause,
    });
  if (status >= 300 && status < 400)
    return new MirrorError('notion-unreachable', 'The server at the address of Notion is not Notion: correct TL_NOTION_URL', {
      retry: 'slowly',
    });
  return writeRefusedError(cause, status);
}

/** Errors that an operator must fix, by code. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  'address-refused':
    'Connections to its address are not allowed: correct TL_NOTION_URL, or allow the address with TL_FETCH_ALLOW',
  'address-invalid': 'Its address is invalid: correct TL_NOTION_URL',
  'certificate-refused': 'Its certificate is not trusted: check the proxy between this machine and Notion',
};

/** Converts errors of Notion and of the connection to mirror errors. `operation` completes "the request to …". */
export function toMirrorError(error: unknown, operation: string): unknown {
  if (isMirrorError(error)) return error;
  if (isHTTPResponseError(error)) return toAnswerError(error, undefined);
  const code = codeOf(error) ?? '';
  const rule = UNREACHABLE[code];
  if (rule !== undefined) return new MirrorError('notion-unreachable', `Notion cannot be reached. ${rule}`, { retry: 'slowly' });
  return new MirrorError('notion-unreachable', `Notion does not answer the request to ${operation}; it is retried`, {
    retry: 'soon',
    isOpen: true,
    ...(error instanceof SyntaxError ? {} : { cause: error }),
  });
}

/** True if Notion understood the request but the page cannot take the values. */
export const isValidationError = (error: unknown): boolean =>
  isHTTPResponseError(error) && (error.code === APIErrorCode.ValidationError || error.status === 400);
