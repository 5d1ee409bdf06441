/** From the likely to the careful end, milliseconds. */
export interface Span {
  readonly p50: number;
  readonly p90: number;
}

export const NO_TIME: Span = { p50: 0, p90: 0 };
export const plus = (one: Span, other: Span): Span => ({ p50: one.p50 + other.p50, p90: one.p90 + other.p90 });
export const later = (one: Span, other: Span): Span => ({
  p50: Math.max(one.p50, other.p50),
  p90: Math.max(one.p90, other.p90),
});

export interface AtWork {
  /** The whole, from the start of the attempt. */
  readonly expected: Span;
  readonly elapsedMs: number;
  /** As its worker tells it; null or 0 where it has told of nothing yet. */
  readonly fraction: number | null;
}

/**
 * What is left of an attempt. A worker that tells how far it is gives a pace, elapsed × (1 − f) / f (D20), which counts as
 * much as is done; the expectation counts for the rest: f × pace + (1 − f) × (expected − elapsed), which is (1 − f) × expected
 * while it is within its expectation, and the pace once it is beyond. So an end moves later while nothing is done, and never
 * into the past. Without a fraction it is what the expectation leaves; undefined once that is used up: it is overdue.
 */
export function remainingOf({ expected, elapsedMs, fraction }: AtWork): Span | undefined {
  if (fraction !== null && fraction > 0) {
    const left = (total: number): number => (1 - Math.min(fraction, 1)) * Math.max(total, elapsedMs);
    return { p50: left(expected.p50), p90: left(expected.p90) };
  }
  if (elapsedMs >= expected.p90) return undefined;
  return { p50: Math.max(expected.p50 - elapsedMs, 0), p90: expected.p90 - elapsedMs };
}
