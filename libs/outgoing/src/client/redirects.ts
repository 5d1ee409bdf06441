import { PermanentError } from '@throughline/contracts';
import { parseTarget, type RequestTarget } from '../address/target.js';

export type Headers = Readonly<Record<string, string>>;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Headers that identify the sender; another server must not get them. */
const OF_ONE_ORIGIN = new Set(['authorization', 'cookie', 'proxy-authorization']);

export const isRedirect = (status: number): boolean => REDIRECTS.has(status);

const selectPublicHeaders = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_ONE_ORIGIN.has(name.toLowerCase())));

export interface RedirectHop {
  readonly target: RequestTarget;
  readonly headers: Headers;
}

const refused = (origin: string, why: string): PermanentError =>
  new PermanentError('redirect-refused', `The redirect of ${origin} is not followed: ${why}`);

/** Returns the target of a redirect with the headers that it may get. */
export function followRedirect(from: RedirectHop, location: string | undefined, mayDowngrade: boolean): RedirectHop {
  const { url } = from.target;
  if (location === undefined) throw refused(url.origin, 'it has no target');
  const target = parseTarget(location, url.href);
  if (url.protocol === 'https:' && target.url.protocol === 'http:' && !mayDowngrade)
    throw refused(url.origin, 'the connection would no longer be encrypted');
  if (target.url.origin !== url.origin) return { target, headers: selectPublicHeaders(from.headers) };
  // A redirect within one origin keeps the credentials.
  return { target: { ...target, authorization: target.authorization ?? from.target.authorization }, headers: from.headers };
}
