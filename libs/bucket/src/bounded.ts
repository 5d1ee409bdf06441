import { BucketError } from './trouble.js';

/**
 * Runs a request that must have ended within so many milliseconds, whatever trickles in meanwhile: silence alone is no limit for a server
 * that says a byte now and then. The signal that the request gets fires with the caller's, and when the time is over.
 */
export async function bounded<T>(
  ms: number,
  request: (signal: AbortSignal) => Promise<T>,
  callers: AbortSignal | undefined,
): Promise<T> {
  const stop = new AbortController();
  const told = (): void => {
    stop.abort(callers?.reason);
  };
  callers?.throwIfAborted();
  callers?.addEventListener('abort', told, { once: true });
  const late = new BucketError('unreachable', 'TimeoutError', `The answer was not complete after ${String(ms)} ms`);
  const timer = setTimeout(() => {
    stop.abort(late);
  }, ms);
  try {
    return await request(stop.signal);
  } catch (error) {
    // What a request throws that was stopped tells only that it was.
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    clearTimeout(timer);
    callers?.removeEventListener('abort', told);
  }
}
