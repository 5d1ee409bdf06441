import { PermanentError } from '@throughline/contracts';

/** Where a request goes, and who is said to ask. Whatever is shown of it is the origin alone. */
export interface Target {
  /** Without user, password and fragment. */
  readonly url: URL;
  /** Of the user part, for this origin only. */
  readonly authorization: string | undefined;
}

const LONGEST = 4_096;

/** Parts that were not encoded as they should be are sent as they stand. */
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const invalid = (why: string): PermanentError => new PermanentError('address-invalid', `The address cannot be fetched: ${why}`);

/** Reads an address. Its errors hold nothing of it: what cannot be read may be a secret altogether. */
export function targetOf(address: string, base?: string): Target {
  const url = address.length > LONGEST || !URL.canParse(address, base) ? undefined : new URL(address, base);
  if (url === undefined) throw invalid(address.length > LONGEST ? 'it is too long' : 'it is not a URL');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw invalid('it begins neither with https:// nor with http://');
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
