import { parseUrl, PermanentError } from '@throughline/contracts';

/** The URL of a request and its credentials. Only the origin is ever shown. */
export interface RequestTarget {
  /** Without user, password and fragment. */
  readonly url: URL;
  /** Built from the user and password of the address; valid for this origin only. */
  readonly authorization: string | undefined;
}

const LONGEST = 4_096;

/** Wrongly encoded parts are sent unchanged. */
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const invalid = (why: string): PermanentError => new PermanentError('address-invalid', `The address cannot be fetched: ${why}`);

/** Parses an address. Errors quote nothing of it, because an unreadable address may be a secret. */
export function parseTarget(address: string, base?: string): RequestTarget {
  const url = address.length > LONGEST ? undefined : parseUrl(address, base);
  if (url === undefined) throw invalid(address.length > LONGEST ? 'it is too long' : 'it is not a URL');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw invalid('it does not start with https:// or http://');
  if (url.hostname === '') throw invalid('it names no host');
  const { username, password } = url;
  url.username = '';
  url.password = '';
  url.hash = '';
  const authorization =
    username === '' && password === ''
      ? undefined
      : `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`, 'utf8').toString('base64')}`;
  return { url, authorization };
}
