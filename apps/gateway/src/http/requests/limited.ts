import { Problem } from '../problems/problem.js';

/** Throws `rate-limited` if the request has to wait. */
export function assertNotLimited(waitMs: number): void {
  if (waitMs === 0) return;
  throw new Problem('rate-limited', { headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } });
}
