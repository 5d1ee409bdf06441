import { setTimeout as delay } from 'node:timers/promises';
import { kindOf } from '@throughline/contracts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** These tell of the data, not of a dependency: waiting would not mend them. */
const HOPELESS = new Set([
  'undecodable',
  'newer-schema',
  'permanent',
  'quarantined',
  'history-gap',
  'restored',
  'erased',
  'append-refused',
  'wrong-master-key',
]);

/**
 * Repeats what must reach the log until it does: a broker that is away is a reason to wait. What is repeated carries
 * the same command id each time, so it is recorded once however often it is sent.
 */
export async function persistently<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await task();
    } catch (error) {
      if (signal.aborted || HOPELESS.has(kindOf(error) ?? '') || error instanceof TypeError || error instanceof RangeError)
        throw error;
      await delay(wait, undefined, { signal });
    }
  }
}
