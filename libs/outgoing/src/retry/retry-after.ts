/** Nobody waits longer than this for a server that says so; it is asked again then. Milliseconds. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * `Retry-After` in milliseconds: seconds or a date (RFC 9110, 10.2.3); undefined where it is neither. Fractions of a second are none of
 * the RFC's, but hosted engines send them.
 */
export function retryAfterMs(header: string | undefined, now: number = Date.now()): number | undefined {
  const text = header?.trim() ?? '';
  const seconds = /^\d{1,10}(?:\.\d{1,10})?$/.test(text) ? Number(text) * 1_000 : undefined;
  // Date.parse also takes "5" and "2026": a date of HTTP begins with its day's name.
  const date = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) - now : NaN;
  const ms = seconds ?? (Number.isNaN(date) ? undefined : date);
  return ms === undefined ? undefined : Math.min(LONGEST_MS, Math.max(0, ms));
}
