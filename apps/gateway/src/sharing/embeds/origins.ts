import { parseUrl } from '@throughline/contracts';
import { invalid } from '../../kit/http/problems/problem.js';

export const MAX_ORIGINS = 20;
export const LONGEST_ORIGIN = 255;

const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
/**
 * The names that a content security policy can match. URLs may have further characters in their host, such as `;`, which would end
 * the directive, and `*`, which would allow every name.
 */
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

const isOwnMachine = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1';

const SECURE = 'must begin with https://. Only localhost may have http://';

const isSecure = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && isOwnMachine(hostname));

/** Returns why an address names no site, or undefined. */
function findAddressProblem(url: URL): string | undefined {
  const { hostname, username, password, origin } = url;
  if (!isSecure(url)) return SECURE;
  if (username !== '' || password !== '') return 'must contain no user and no password';
  if (!HOST.test(hostname)) return 'must have a host name of letters, digits, hyphens and dots, such as https://example.org';
  return url.href === `${origin}/` ? undefined : `must be a site without a path: ${origin}`;
}

/** Returns why a text names no site, or undefined. */
function findProblem(text: string): string | undefined {
  if (text.includes('*')) return 'must name one site: wildcards are not supported';
  const url = parseUrl(text);
  return url === undefined ? 'must be the address of a site, such as https://example.org' : findAddressProblem(url);
}

const LONGEST_SHOWN = 80;

/** Returns the text as a message may repeat it: a password or the code of an address stays out. */
const showSite = (text: string): string =>
  text
    .replace(/^.*@/s, '…@')
    .replace(/(?<=[^/:\\])[/\\?#].*$/s, '/…')
    .slice(0, LONGEST_SHOWN)
    .replace(/[\ud800-\udbff]$/, '');

/** Returns the origins as browsers write them, each once. Throws `invalid` for others. */
export function cleanOrigins(texts: readonly string[]): readonly string[] {
  const trimmed = texts.map((text) => text.trim());
  const refused = trimmed.flatMap((text, index) => {
    const message = findProblem(text);
    return message === undefined ? [] : [{ pointer: `/origins/${String(index)}`, message: `"${showSite(text)}" ${message}` }];
  });
  if (refused.length > 0) throw invalid(refused);
  return [...new Set(trimmed.map((text) => new URL(text).origin))];
}
