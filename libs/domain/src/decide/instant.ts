/** The longest wait that another side's `Retry-After` may ask for: what asks for more is tried once a week. */
const LONGEST_WAIT_MS = 7 * 24 * 3_600_000;

/** An instant some milliseconds later; a time that cannot be read stays as it is. */
export function later(now: string, ms: number): string {
  const due = new Date(Date.parse(now) + (Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS)));
  return Number.isNaN(due.getTime()) ? now : due.toISOString();
}

/** The instant that a text names, as events hold it, or undefined where it names none. */
export function instantOf(text: string): string | undefined {
  const time = new Date(text);
  // Years of five digits are no instants of the storage format.
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() < 0 || time.getUTCFullYear() > 9_999
    ? undefined
    : time.toISOString();
}

/** A fraction of work between 0 and 1, whatever a worker says. */
export const asFraction = (value: number): number => (Number.isNaN(value) ? 0 : Math.min(Math.max(value, 0), 1));
