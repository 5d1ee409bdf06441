import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../http/problems/problem.js';
import type { PublicAddress } from './origin.js';

const HARMLESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const isSame = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * Refuses cross-site requests. A browser adds the cookie to requests from any page, so a change needs our CSRF token and a
 * browser header that names our own page.
 */
export function refuseForgery(request: FastifyRequest, csrfToken: string, address: PublicAddress): void {
  if (HARMLESS.has(request.method)) return;
  const given = request.headers['x-csrf-token'];
  if (typeof given !== 'string' || !isSame(given, csrfToken))
    throw new Problem('csrf', { detail: 'The header X-CSRF-Token is missing, or does not belong to this sign-in.' });
  if (!address.isOwnPage(request))
    throw new Problem('csrf', { detail: 'According to the browser, the request does not come from a page of this server.' });
}
