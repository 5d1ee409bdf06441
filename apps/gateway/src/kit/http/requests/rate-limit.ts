import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { Problem } from '../problems/problem.js';

/** Throws `rate-limited` if the request has to wait. */
export function assertNotLimited(waitMs: number): void {
  if (waitMs === 0) return;
  throw new Problem('rate-limited', { headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } });
}

export interface RateLimit {
  /** Size of the bucket: the requests that may come at once. */
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  left: number;
  at: number;
}

/** A token bucket for each key. Idle keys are forgotten, because a forgotten bucket equals a full one. */
export class RateLimiter {
  readonly #buckets: LRUCache<string, Bucket>;

  constructor(
    private readonly limit: RateLimit,
    private readonly now: () => number,
    maxKeys = 10_000,
  ) {
    this.#buckets = new LRUCache(limitEntries(maxKeys));
  }

  /** Takes one request from the key's bucket. Returns 0, or the milliseconds until the next request is available. */
  take(key: string): number {
    const now = this.now();
    const bucket = this.#buckets.get(key) ?? { left: this.limit.burst, at: now };
    const tokens = Math.min(this.limit.burst, bucket.left + ((now - bucket.at) / 1000) * this.limit.perSecond);
    const allowed = tokens >= 1;
    this.#buckets.set(key, { left: allowed ? tokens - 1 : tokens, at: now });
    return allowed ? 0 : Math.ceil(((1 - tokens) / this.limit.perSecond) * 1000);
  }
}
