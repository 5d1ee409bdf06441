import type { IncomingHttpHeaders } from 'node:http';
import { toDecodablePath } from '@throughline/contracts';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem.js';

export const MAX_PATH_PART = 1_024;
/** Setting of the routes that answer for every address, whatever it contains. */
export const TAKES_ANY_ADDRESS = 'takesAnyAddress';

/** NUL, and the bytes of half a surrogate pair, percent-encoded. */
const BROKEN = /%00|%ed%[ab][0-9a-f]/i;
/** Paths of the API. They never show the page. */
const NOT_THE_PAGE = /^\/(api|docs|health|metrics)(\/|$)/;

export const isPathOfPage = (path: string): boolean => !NOT_THE_PAGE.test(path);
export const wantsHtml = ({ accept }: IncomingHttpHeaders): boolean => accept?.includes('text/html') === true;

const splitUrl = (url: string): readonly [path: string, query: string] => {
  const end = url.indexOf('?');
  return end === -1 ? [url, ''] : [url.slice(0, end), url.slice(end)];
};

const malformedAddress = (detail: string, tryInstead: string): Problem =>
  new Problem('malformed-request', { detail, tryInstead });

/** Returns why nothing can be found at an address, for a reader that knows only its path and query. */
export function findAddressProblem(url: string): Problem | undefined {
  const [path] = splitUrl(url);
  if (BROKEN.test(url))
    return malformedAddress(
      `The ${BROKEN.test(path) ? 'path' : 'query'} of the address contains a NUL character (%00) or half of a surrogate pair.`,
      'Remove this character from the address.',
    );
  // The router sends reads with too long parameters to the page, because no other route matches them.
  return path.split('/').some((part) => part.length > MAX_PATH_PART) ? tooLongPart() : undefined;
}

export const tooLongPart = (): Problem =>
  malformedAddress(
    `A part of the path of the address has more than ${String(MAX_PATH_PART)} characters.`,
    'Shorten this part of the address.',
  );

export const undecodablePath = (): Problem =>
  malformedAddress(
    'The path of the address has a % that does not begin the code of a character.',
    'Write a % itself as %25, and other characters as the codes of their UTF-8 bytes.',
  );

/** Refuses paths and queries with text that cannot be stored, before anything reads them. */
export function refuseBrokenAddresses(instance: FastifyInstance): void {
  instance.addHook('onRequest', ({ url, is404, routeOptions }, _reply, done) => {
    const isTaken = !is404 && Object.hasOwn(routeOptions.config, TAKES_ANY_ADDRESS);
    done(!isTaken && BROKEN.test(url) ? findAddressProblem(url) : undefined);
  });
}

/** Makes the path decodable if a browser shall show the page. The router would refuse it before a route is found. */
export function toPageUrl(url: string, headers: IncomingHttpHeaders): string {
  const [path, query] = splitUrl(url);
  return isPathOfPage(path) && wantsHtml(headers) ? `${toDecodablePath(path)}${query}` : url;
}
