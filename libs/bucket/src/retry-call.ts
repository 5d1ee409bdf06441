import { retry } from '@throughline/contracts';
import { toBucketError, type BucketError } from './bucket-error.js';

/** Later retries are the engine's, which waits longer and shows it. */
const TRIES = 3;
const BACKOFF = { firstMs: 200, longestMs: 600, jitter: 0.5 };
/** A longer `Retry-After` is left to the engine. */
const MAX_WAIT_MS = 1_000;

const isTransient = ({ trouble, retryAfterMs = 0 }: BucketError): boolean =>
  (trouble === 'busy' || trouble === 'unreachable') && retryAfterMs <= MAX_WAIT_MS;

/** Repeats a request a few times. Stops at once when the signal fires. */
export async function retryCall<T>(request: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  const call = async (): Promise<T> => {
    try {
      return await request();
    } catch (error) {
      signal?.throwIfAborted();
      throw toBucketError(error);
    }
  };
  return retry(call, {
    backoff: BACKOFF,
    signal,
    shouldRetry: (error, failures) => failures < TRIES && isTransient(toBucketError(error)),
    findRetryAfter: (error) => toBucketError(error).retryAfterMs,
  });
}
