/** The delays between tries. Each delay is twice the one before, up to the longest. */
export interface Backoff {
  /** Milliseconds. */
  readonly firstMs: number;
  /** Milliseconds. */
  readonly longestMs: number;
  /** The greatest share (0 to 1) by which a delay is shortened at random, so that clients do not all retry at once. Default: 0. */
  readonly jitter?: number;
}

/** Beyond this many doublings every delay is the longest one. */
const MAX_DOUBLINGS = 50;

/** Returns the milliseconds to wait after this many failures in a row, counted from 1. `random` returns 0 to 1. */
export function computeBackoff(
  { firstMs, longestMs, jitter = 0 }: Backoff,
  failures: number,
  random: () => number = Math.random,
): number {
  const doublings = Math.min(Math.max(failures - 1, 0), MAX_DOUBLINGS);
  const ms = Math.min(longestMs, firstMs * 2 ** doublings);
  return jitter === 0 ? ms : ms * (1 - jitter * (1 - random()));
}
