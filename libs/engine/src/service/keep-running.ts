import { pause } from '@throughline/contracts';
import type { WorkerLog } from '../worker/worker-log.js';

const RESTART_AFTER_MS = 1_000;

/**
 * Runs a loop until `stopping` fires. Restarts a loop that fails or ends, so that trouble with one dependency does not stop a
 * service that looks healthy.
 */
export async function keepRunning(
  what: string,
  loop: (signal: AbortSignal) => Promise<void>,
  { stopping, log, restartAfterMs = RESTART_AFTER_MS }: { stopping: AbortSignal; log: WorkerLog; restartAfterMs?: number },
): Promise<void> {
  // Each loop gets its own signal, because a service has more loops than Node's listener limit for one signal.
  const signal = AbortSignal.any([stopping]);
  const isStopped = (): boolean => signal.aborted;
  while (!isStopped()) {
    try {
      await loop(signal);
      if (!isStopped()) log.warn({ what }, 'a background loop ended, restarting it');
    } catch (error) {
      if (!isStopped()) log.error({ err: error, what }, 'a background loop failed, restarting it');
    }
    if (!isStopped()) await pause(restartAfterMs, signal);
  }
}
