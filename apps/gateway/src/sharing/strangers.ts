import type { Problem } from '../kit/http/problems/problem.js';
import { assertNotLimited, type RateLimiter } from '../kit/http/requests/rate-limit.js';
import type { Token } from '../kit/provide.js';

/** Limits the codes that open nothing, by address: those of share links, feeds and embeds together. */
export type Strangers = Pick<RateLimiter, 'take'>;
export const STRANGERS: Token<RateLimiter> = Symbol('RateLimiter of codes that open nothing');

/** Browsers, podcast apps and pages ask for what has ended again and again, so it is no failed sign-in. */
export function refuseCode(strangers: Strangers, address: string, refusal: Problem): never {
  assertNotLimited(strangers.take(address));
  throw refusal;
}
