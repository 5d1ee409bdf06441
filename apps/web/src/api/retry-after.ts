/** Browsers run longer timers at once, and no visitor waits for longer. */
const MAX_WAIT_MS = 60 * 60_000;

/** Returns the milliseconds that a refusal asks to wait. Undefined if it names no time. */
export function readRetryAfter(headers: Pick<Headers, 'get'>, now: number = Date.now()): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  // Our server sends seconds. A proxy may send a date instead.
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), MAX_WAIT_MS);
}
