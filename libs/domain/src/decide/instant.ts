/** The limit for another service's `Retry-After`: one week. */
const LONGEST_WAIT_MS = 7 * 24 * 3_600_000;

/** Returns the time `ms` later. Returns an invalid time unchanged. */
export function addMilliseconds(now: string, ms: number): string {
  const due = new Date(Date.parse(now) + (Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS)));
  return Number.isNaN(due.getTime()) ? now : due.toISOString();
}

/** Returns the time in the format of events, or undefined if the text is not a time. */
export function parseInstant(text: string): string | undefined {
  const time = new Date(text);
  // The storage format has no years of five digits.
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() < 0 || time.getUTCFullYear() > 9_999
    ? undefined
    : time.toISOString();
}

/** Limits a worker's fraction to 0..1. */
export const clampFraction = (value: number): number => (Number.isNaN(value) ? 0 : Math.min(Math.max(value, 0), 1));
