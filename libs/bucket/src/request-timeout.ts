import { BucketError } from './bucket-error.js';

/**
 * Runs a request with a total time limit. An idle timeout is not enough for a server that sends a byte now and then. The
 * request's signal fires with the caller's signal and at the time limit.
 */
export async function runWithTimeout<T>(
  ms: number,
  request: (signal: AbortSignal) => Promise<T>,
  callers: AbortSignal | undefined,
): Promise<T> {
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort(callers?.reason);
  };
  callers?.throwIfAborted();
  callers?.addEventListener('abort', abort, { once: true });
  const late = new BucketError('unreachable', 'TimeoutError', `The answer was not complete after ${String(ms)} ms`);
  const timer = setTimeout(() => {
    stop.abort(late);
  }, ms);
  try {
    return await request(stop.signal);
  } catch (error) {
    // The request's own error says only that it was aborted, so throw the reason.
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    clearTimeout(timer);
    callers?.removeEventListener('abort', abort);
  }
}
