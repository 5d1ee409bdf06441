import type { IncomingHttpHeaders } from 'node:http';

/** A wish for more than a day is none that could be meant. */
const MOST_MS = 86_400_000;

const bounded = (ms: number): number | undefined => (Number.isFinite(ms) ? Math.min(MOST_MS, Math.max(0, ms)) : undefined);

const single = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);

/** How long the other side asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date. */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number = Date.now()): number | undefined {
  const exact = single(headers['retry-after-ms']);
  if (exact !== undefined && /^\d+(\.\d+)?$/.test(exact)) return bounded(Number(exact));
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return bounded(Number(text) * 1_000);
  // What has no name of a month is no date, whatever a parser makes of it.
  return /[a-z]/i.test(text) ? bounded(Date.parse(text) - now) : undefined;
}
