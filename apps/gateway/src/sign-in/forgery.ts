import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import type { PublicAddress } from './origin.js';

const HARMLESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const isSame = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * A browser adds the cookie to whatever any page makes it send. So a request that changes something has to say what only a page
 * of ours can know, and its browser has to say that it comes from one.
 */
export function refuseForgery(request: FastifyRequest, csrfToken: string, address: PublicAddress): void {
  if (HARMLESS.has(request.method)) return;
  const given = request.headers['x-csrf-token'];
  if (typeof given !== 'string' || !isSame(given, csrfToken))
    throw new Problem('csrf', { detail: 'The header X-CSRF-Token is missing, or is not that of this sign-in.' });
  if (!address.isOwnPage(request))
    throw new Problem('csrf', { detail: 'The request does not come from a page of this server, as far as its browser says.' });
}
