import { TRACEPARENT, currentTrace } from '@throughline/telemetry';
import type { Headers } from './queue.js';

/** Carries the trace that a message is written in to whoever gets it. */
export function traceHeaders(): Headers {
  const trace = currentTrace();
  return trace === undefined ? [] : [[TRACEPARENT, trace]];
}

export const traceIn = (headers: Headers): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === TRACEPARENT)?.[1];
