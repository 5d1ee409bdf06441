/** A likely and a cautious duration, milliseconds. Negative once a time that was estimated has passed. */
export interface Span {
  readonly p50: number;
  readonly p90: number;
}

export const NO_TIME: Span = { p50: 0, p90: 0 };
export const addSpans = (one: Span, other: Span): Span => ({ p50: one.p50 + other.p50, p90: one.p90 + other.p90 });
export const maxSpan = (one: Span, other: Span): Span => ({
  p50: Math.max(one.p50, other.p50),
  p90: Math.max(one.p90, other.p90),
});

export interface RunningAttempt {
  readonly expected: Span;
  /** From the start of the attempt to the report of `fraction`. */
  readonly elapsedMs: number;
  /** The fraction that the worker reports; null or 0 before its first report. */
  readonly fraction: number | null;
  /** False if the attempt may have reused results of an earlier one, so that `fraction` says nothing about its pace. */
  readonly isOwnWork: boolean;
}

/** The upper bound assumes that the rest is at most this many times slower than the work so far. */
const SLOWER = 3;
/** Added to the elapsed time, because the first moments say little about the pace. Milliseconds. */
const WARM_UP_MS = 10_000;

/**
 * Returns the remaining time of an attempt. Reported progress gives a pace, elapsed × (1 − f) / f (D20), with weight f.
 * The expectation has the remaining weight: f × pace + (1 − f) × (expected − elapsed).
 * Within the expectation that is (1 − f) × expected; beyond it, the pace. So the end moves later with the time taken, never
 * into the past.
 * Without a fraction, the rest of the expectation counts. Returns undefined once the expectation has passed: the attempt is
 * overdue.
 */
export function estimateRemaining({ expected, elapsedMs, fraction, isOwnWork }: RunningAttempt): Span | undefined {
  if (fraction !== null && fraction > 0) {
    const rest = 1 - Math.min(fraction, 1);
    const remainingOf = (total: number): number => rest * Math.max(total, elapsedMs);
    const p50 = remainingOf(expected.p50);
    const slowest = isOwnWork ? (SLOWER * rest * (elapsedMs + WARM_UP_MS)) / fraction : Infinity;
    return { p50, p90: Math.max(p50, Math.min(remainingOf(expected.p90), slowest)) };
  }
  if (elapsedMs >= expected.p90) return undefined;
  return { p50: expected.p50 - elapsedMs, p90: expected.p90 - elapsedMs };
}
