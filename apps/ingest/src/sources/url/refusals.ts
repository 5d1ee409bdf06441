import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { retryAfterMs, type GuardedResponse } from '@throughline/outgoing';

const REFUSED = new Set([401, 402, 403, 407, 451]);
const GONE = new Set([404, 410]);
/** "Not now", said in order. */
const BUSY = new Set([429, 503]);
/** The same request may be answered the next time. */
const PASSING = new Set([408, 421, 425]);

const WORDS: Readonly<Record<number, string>> = {
  401: 'it wants to know who is asking: use an address that holds its own permission, such as a share link',
  402: 'it wants to be paid',
  403: 'it does not allow it: check that whoever has the address may read it',
  407: 'a proxy wants to know who is asking',
  451: 'it may not show it for legal reasons',
};

/** The failure that an answer without bytes stands for. Nothing of the address but its host is told. */
export function refusalOf({ status, url, header }: Pick<GuardedResponse, 'status' | 'url' | 'header'>): Error {
  const said = `${url.host} answers ${String(status)}`;
  if (REFUSED.has(status)) return new PermanentError('source-refused', `${said}: ${WORDS[status] ?? 'it refuses'}`);
  if (GONE.has(status))
    return new PermanentError(
      'source-gone',
      `${said}: nothing is found at the address (any more); check it, or register the new one`,
    );
  const wait = retryAfterMs(header('retry-after'));
  const after = wait === undefined ? {} : { retryAfterMs: wait };
  if (BUSY.has(status)) return new WaitingError('source-busy', `${said}: it asks to come again later`, after);
  if (status >= 500 || PASSING.has(status)) return new RetryableError('source-error', `${said}: trouble on its side`, after);
  return new PermanentError('source-refused', `${said}, which is neither the file nor a way to it`);
}
