import { setTimeout as delay } from 'node:timers/promises';
import { wantedProtocol } from './config.js';
import type { Tracing } from './tracing.js';

/** A collector that hangs must not keep a service from ending. Milliseconds. */
const FAREWELL_MS = 2_000;

let running: Tracing | undefined;

/**
 * Switches tracing on where a collector is named; otherwise not even OpenTelemetry's SDK is loaded. Called before the service's own
 * modules are: a driver that is loaded already can no longer be instrumented.
 */
export async function startTracing(service: string): Promise<void> {
  const protocol = wantedProtocol();
  if (protocol === undefined) return;
  const { startSdk } = await import('./sdk.js');
  running = await startSdk(service, protocol);
}

/** Never throws, and takes no longer than its limit. */
export async function endTracing(limitMs: number = FAREWELL_MS): Promise<void> {
  const ending = running;
  running = undefined;
  if (ending === undefined) return;
  const over = new AbortController();
  const sent = ending.shutdown().catch(() => undefined);
  await Promise.race([sent, delay(limitMs, undefined, { signal: over.signal })]);
  over.abort();
}
