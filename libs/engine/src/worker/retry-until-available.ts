import { kindOf, retry } from '@throughline/contracts';

const BACKOFF = { firstMs: 100, longestMs: 5_000 };
/** Kinds of errors about the data, which a retry cannot repair. */
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
 * Retries a write or a read of the log with backoff until it succeeds or the signal fires. Each try uses the same command id,
 * so the log records the command once.
 */
export function retryUntilAvailable<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return retry(task, {
    backoff: BACKOFF,
    signal,
    shouldRetry: (error) => !HOPELESS.has(kindOf(error) ?? '') && !(error instanceof TypeError) && !(error instanceof RangeError),
  });
}
