import type { IncomingHttpHeaders } from 'node:http';
import { retryAfterMs as standardRetryAfterMs } from '@throughline/outgoing';

const SECOND_MS = 1_000;

const single = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);

/** How long the other side asks to wait: by `retry-after-ms`, which OpenAI and those who do as it does send, or by `Retry-After`. */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number = Date.now()): number | undefined {
  const exact = single(headers['retry-after-ms']) ?? '';
  return /^\d{1,12}(?:\.\d+)?$/.test(exact)
    ? standardRetryAfterMs((Number(exact) / SECOND_MS).toFixed(3), now)
    : standardRetryAfterMs(headers['retry-after'], now);
}
