import { APIErrorCode, isHTTPResponseError } from '@notionhq/client';
import { codeOf } from '@throughline/contracts';
import { retryAfterMs } from '@throughline/outgoing';
import { MirrorError, isMirrorError } from './mirror-error.js';

export const needsCredential = (cause?: unknown): MirrorError =>
  new MirrorError(
    'credential-needs-reauth',
    'Notion refuses the token of the connection (401): store a valid one in the credential of the channel; it goes on by itself',
    { patience: 'on-credential', cause },
  );

const OF_CREDENTIAL: ReadonlySet<string> = new Set(['credential-missing', 'credential-needs-reauth']);

/** Whether a trouble ends with another secret, by its code. */
export const isOfCredential = (code: string): boolean => OF_CREDENTIAL.has(code);

const retryAfterOf = (headers: unknown): number | undefined => {
  const found = typeof headers === 'object' && headers !== null && 'retry-after' in headers ? headers['retry-after'] : undefined;
  return typeof found === 'string' ? retryAfterMs(found) : undefined;
};

const busy = (status: number, headers: unknown): MirrorError => {
  const ms = retryAfterOf(headers);
  return new MirrorError('rate-limited', `Notion asks for patience (${String(status)}); it goes on by itself`, {
    patience: 'soon',
    ...(ms === undefined ? {} : { retryAfterMs: ms }),
  });
};

/** Nothing was asked, as an earlier answer said to wait for so long. Milliseconds. */
export const patience = (ms: number): MirrorError =>
  new MirrorError(
    'rate-limited',
    `Notion has asked for patience: ask again in ${String(Math.ceil(ms / 1_000))} seconds, pages go on by themselves`,
    { patience: 'soon', retryAfterMs: ms },
  );

/** Of what was asked: the page is shared, the token known, the request well-formed, and still it is not to be. */
const REFUSALS: Readonly<Record<number, () => MirrorError>> = {
  401: needsCredential,
  403: () =>
    new MirrorError(
      'not-permitted',
      'The connection to Notion may not do this (403): give the integration the capabilities to read and to update content',
      { patience: 'patiently' },
    ),
  404: () =>
    new MirrorError(
      'page-not-shared',
      'Notion does not show the page to the connection (404): share it, or its database, with the integration, then send it again',
      { patience: 'patiently' },
    ),
  409: () =>
    new MirrorError('page-busy', 'The page was changed at the same moment (409); it is tried again', { patience: 'soon' }),
};

export const refused = (cause: unknown, status = 400): MirrorError =>
  new MirrorError(
    'write-refused',
    `Notion refuses what is to be written (${String(status)}): let \`tl notion check\` look at the channel, then send the page again`,
    { patience: 'patiently', cause },
  );

function ofAnswer({ status, headers }: { readonly status: number; readonly headers: unknown }, cause: unknown): MirrorError {
  if (status === 429 || status === 529 || (status === 503 && retryAfterOf(headers) !== undefined)) return busy(status, headers);
  const known = REFUSALS[status];
  if (known !== undefined) return known();
  if (status >= 500)
    return new MirrorError('notion-failing', `Notion has trouble (${String(status)}); it is tried again`, {
      patience: 'soon',
      isOpen: true,
      cause,
    });
  if (status >= 300 && status < 400)
    return new MirrorError('notion-unreachable', 'At the address of Notion there is something else: correct TL_NOTION_URL', {
      patience: 'patiently',
    });
  return refused(cause, status);
}

/** What an operator has to set right. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  'address-refused': 'Its address may not be connected to: correct TL_NOTION_URL, or allow it by TL_FETCH_ALLOW',
  'address-invalid': 'Its address is none: correct TL_NOTION_URL',
  'certificate-refused': 'Its certificate is not to be trusted: look at what stands between this machine and Notion',
};

/**
 * What went wrong on the way to Notion or there, in words of a mirror. What the caller has said by its signal passes as it is.
 * `operation` says what was asked, as in "the request to …".
 */
export function notionTrouble(error: unknown, operation: string): unknown {
  if (isMirrorError(error)) return error;
  if (isHTTPResponseError(error)) return ofAnswer(error, undefined);
  const code = codeOf(error) ?? '';
  const known = UNREACHABLE[code];
  if (known !== undefined)
    return new MirrorError('notion-unreachable', `Notion is not reached. ${known}`, { patience: 'patiently' });
  return new MirrorError('notion-unreachable', `Notion does not answer the request to ${operation}; it is tried again`, {
    patience: 'soon',
    isOpen: true,
    ...(error instanceof SyntaxError ? {} : { cause: error }),
  });
}

/** The request was understood, and what it says cannot be so on this page. */
export const isValidation = (error: unknown): boolean =>
  isHTTPResponseError(error) && (error.code === APIErrorCode.ValidationError || error.status === 400);
