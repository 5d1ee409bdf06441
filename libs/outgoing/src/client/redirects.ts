import { PermanentError } from '@throughline/contracts';
import { targetOf, type Target } from '../address/target.js';

export type Headers = Readonly<Record<string, string>>;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Say who is asking: not for another server. */
const OF_ONE_ORIGIN = new Set(['authorization', 'cookie', 'proxy-authorization']);

export const isRedirect = (status: number): boolean => REDIRECTS.has(status);

/** Headers that may go along to another server. */
const publicHeaders = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_ONE_ORIGIN.has(name.toLowerCase())));

export interface Hop {
  readonly target: Target;
  readonly headers: Headers;
}

const refused = (origin: string, why: string): PermanentError =>
  new PermanentError('redirect-refused', `${origin} sends elsewhere, and that is not followed: ${why}`);

/** Where an answer sends to, with what may be told there. */
export function follow(from: Hop, location: string | undefined, mayDowngrade: boolean): Hop {
  const { url } = from.target;
  if (location === undefined) throw refused(url.origin, 'it does not say where');
  const target = targetOf(location, url.href);
  if (url.protocol === 'https:' && target.url.protocol === 'http:' && !mayDowngrade)
    throw refused(url.origin, 'the way would not be encrypted any more');
  if (target.url.origin !== url.origin) return { target, headers: publicHeaders(from.headers) };
  // A server that sends on to itself knows already who is asking.
  return { target: { ...target, authorization: target.authorization ?? from.target.authorization }, headers: from.headers };
}
