import { TRACEPARENT, getCurrentTrace } from '@throughline/telemetry';
import type { Headers } from './queue.js';

export function buildTraceHeaders(): Headers {
  const trace = getCurrentTrace();
  return trace === undefined ? [] : [[TRACEPARENT, trace]];
}

export const extractTrace = (headers: Headers): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === TRACEPARENT)?.[1];
