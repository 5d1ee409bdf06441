import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { parseRetryAfterMs, type GuardedResponse } from '@throughline/outgoing';

const REFUSED = new Set([401, 402, 403, 407, 451]);
const GONE = new Set([404, 410]);
/** Status codes by which a server says "not now". */
const BUSY = new Set([429, 503]);
/** Status codes after which the same request may succeed. */
const PASSING = new Set([408, 421, 425]);

const WORDS: Readonly<Record<number, string>> = {
  401: 'it requires a sign-in: use an address that needs none, such as a share link',
  402: 'it requires a payment',
  403: 'it denies access: check that anyone with the address may read the file',
  407: 'a proxy requires a sign-in',
  451: 'the file is blocked for legal reasons',
};

/** Maps an answer without bytes to a failure. The text reveals only the host of the address. */
export function toSourceError({ status, url, header }: Pick<GuardedResponse, 'status' | 'url' | 'header'>): Error {
  const message = `${url.host} answers ${String(status)}`;
  if (REFUSED.has(status))
    return new PermanentError('source-refused', `${message}: ${WORDS[status] ?? 'it refuses the request'}`);
  if (GONE.has(status))
    return new PermanentError(
      'source-gone',
      `${message}: there is no file at the address (any more). Check the address. Replace the address of the item, or register the new one`,
    );
  const wait = parseRetryAfterMs(header('retry-after'));
  const after = wait === undefined ? {} : { retryAfterMs: wait };
  if (BUSY.has(status)) return new WaitingError('source-busy', `${message}: it is busy and asks to try again later`, after);
  if (status >= 500 || PASSING.has(status))
    return new RetryableError('source-error', `${message}: the server has a problem`, after);
  return new PermanentError('source-refused', `${message}, which is neither the file nor a redirect`);
}
