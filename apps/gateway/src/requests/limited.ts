import { Problem } from '../problems/problem.js';

/** Refuses what has to wait. */
export function limited(waitMs: number): void {
  if (waitMs === 0) return;
  throw new Problem('rate-limited', { headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } });
}
