import type { IncomingHttpHeaders } from 'node:http';
import { parseRetryAfterMs as standardRetryAfterMs } from '@throughline/outgoing';

const SECOND_MS = 1_000;

const single = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);

/** Returns the wait that the server requests: from `retry-after-ms` (OpenAI and compatible servers) or `Retry-After`. */
export function parseRetryAfterMs(headers: IncomingHttpHeaders, now: number = Date.now()): number | undefined {
  const exact = single(headers['retry-after-ms']) ?? '';
  return /^\d{1,12}(?:\.\d+)?$/.test(exact)
    ? standardRetryAfterMs((Number(exact) / SECOND_MS).toFixed(3), now)
    : standardRetryAfterMs(headers['retry-after'], now);
}
