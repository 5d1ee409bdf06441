import { setTimeout as delay } from 'node:timers/promises';
import { readProtocol } from './config.js';

/** Time limit for the last spans, so that a hanging collector does not delay the end of a service. Milliseconds. */
const FAREWELL_MS = 2_000;

let running: { shutdown(): Promise<void> } | undefined;

/**
 * Turns tracing on if a collector is configured; otherwise it does not even load OpenTelemetry's SDK. Call it before loading
 * the service's modules, because a loaded driver cannot be instrumented.
 */
export async function startTracing(service: string): Promise<void> {
  const protocol = readProtocol();
  if (protocol === undefined) return;
  const { startSdk } = await import('./sdk.js');
  running = await startSdk(service, protocol);
}

/** Sends the remaining spans. Never throws, and takes at most `limitMs`. */
export async function endTracing(limitMs: number = FAREWELL_MS): Promise<void> {
  const ending = running;
  running = undefined;
  if (ending === undefined) return;
  const ended = new AbortController();
  const sent = ending.shutdown().catch(() => undefined);
  await Promise.race([sent, delay(limitMs, undefined, { signal: ended.signal })]);
  ended.abort();
}
