/** A time in UTC by its form. Days that no month has fit it too. */
export const INSTANT_PATTERN = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$';

const pattern = new RegExp(INSTANT_PATTERN);
/** Days that every month has. Parsing and printing a time costs ten times as much, and a log is full of times. */
const IN_EVERY_MONTH = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?Z$/;

/**
 * Returns true for a time in UTC that exists, from the year 1 on. JavaScript reads 31 February as 3 March, and has a year 0;
 * PostgreSQL refuses both.
 */
export function isInstant(text: string): boolean {
  if (IN_EVERY_MONTH.test(text)) return true;
  const ms = pattern.test(text) && !text.startsWith('0000') ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text.slice(0, 10);
}
