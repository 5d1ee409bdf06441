/** The maximum wait, in milliseconds, whatever the server requests. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * Parses `Retry-After`, seconds or a date (RFC 9110, 10.2.3), to milliseconds; `undefined` for anything else. Accepts fractions
 * of a second, which the RFC does not have but hosted engines send.
 */
export function parseRetryAfterMs(header: string | undefined, now: number = Date.now()): number | undefined {
  const text = header?.trim() ?? '';
  const seconds = /^\d{1,10}(?:\.\d{1,10})?$/.test(text) ? Number(text) * 1_000 : undefined;
  // Date.parse also accepts "5" and "2026". A date of HTTP begins with the name of a day.
  const date = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) - now : NaN;
  const ms = seconds ?? (Number.isNaN(date) ? undefined : date);
  return ms === undefined ? undefined : Math.min(LONGEST_MS, Math.max(0, ms));
}
