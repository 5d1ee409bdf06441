/** Acceptances that are further apart are no part of the pace: the person did something else. Milliseconds. */
const BREAK_MS = 5 * 60_000;
/** With fewer intervals, nothing is said. */
const FEWEST_INTERVALS = 3;
const MINUTE_MS = 60_000;

/**
 * Returns how long the rest of the review takes at the pace of the acceptances so far, in minutes, at least 1. Undefined without a
 * basis, or if nothing is left. `acceptedAt` are the times of the acceptances in milliseconds, in their order.
 */
export function estimateMinutes(acceptedAt: readonly number[], left: number): number | undefined {
  const intervals = acceptedAt
    .slice(1)
    .map((at, index) => at - (acceptedAt[index] ?? at))
    .filter((interval) => interval >= 0 && interval <= BREAK_MS)
    .sort((one, other) => one - other);
  const median = intervals[Math.floor(intervals.length / 2)];
  if (median === undefined || intervals.length < FEWEST_INTERVALS || left <= 0) return undefined;
  return Math.max(1, Math.round((median * left) / MINUTE_MS));
}
