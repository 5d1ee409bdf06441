import { computeBackoff, type Backoff } from './backoff.js';

/** Waits. Resolves early, without an error, when the signal fires. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
  });
}

export interface RetryOptions {
  readonly backoff: Backoff;
  /** Ends the tries and the waits. */
  readonly signal?: AbortSignal | undefined;
  /** Returns false for an error that another try cannot cure. Default: every error is retried. */
  readonly shouldRetry?: (error: unknown, failures: number) => boolean;
  /** Returns the milliseconds that the server asked to wait, if any. The wait is never shorter. */
  readonly findRetryAfter?: (error: unknown) => number | undefined;
}

/**
 * Repeats a task with backoff until it succeeds. Throws the error of the last try if that must not be retried or the signal has
 * fired, and the signal's reason if it fires during a wait.
 */
export async function retry<T>(
  task: () => Promise<T>,
  { backoff, signal, shouldRetry = () => true, findRetryAfter = () => undefined }: RetryOptions,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await task();
    } catch (error) {
      if (signal?.aborted === true || !shouldRetry(error, failures)) throw error;
      await pause(Math.max(computeBackoff(backoff, failures), findRetryAfter(error) ?? 0), signal);
      signal?.throwIfAborted();
    }
  }
}
