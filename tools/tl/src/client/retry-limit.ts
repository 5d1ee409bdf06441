import { computeBackoff, pause } from '@throughline/contracts';

const BACKOFF = { firstMs: 250, longestMs: 5_000 };

interface FailedAttempt {
  readonly retryAfterSeconds?: number | undefined;
  readonly tookMs?: number;
}

/** Limits how long a command retries. Progress restarts the clock. */
export class RetryLimit {
  #since: number | undefined;
  #failures = 0;

  constructor(
    private readonly limitMs: () => number,
    private readonly say: (text: string) => void,
    /** Ends a wait with an error. */
    private readonly signal?: AbortSignal,
  ) {}

  reset(): void {
    this.#since = undefined;
    this.#failures = 0;
  }

  /** Waits before the next attempt, after one that took `tookMs`. Returns false if the limit is reached. */
  async waitForRetry(why: string, { retryAfterSeconds, tookMs = 0 }: FailedAttempt = {}): Promise<boolean> {
    const now = performance.now();
    this.#since ??= now - tookMs;
    const requestedMs = retryAfterSeconds === undefined || !Number.isFinite(retryAfterSeconds) ? 0 : retryAfterSeconds * 1000;
    const wait = Math.max(requestedMs, computeBackoff(BACKOFF, this.#failures + 1));
    if (now + wait - this.#since > this.limitMs()) return false;
    this.say(`${why}; retrying in ${(wait / 1000).toFixed(1)} s`);
    await pause(wait, this.signal);
    this.signal?.throwIfAborted();
    this.#failures += 1;
    return true;
  }
}
