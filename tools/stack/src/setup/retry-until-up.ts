import { retry } from '@throughline/contracts';
import { messageOf, StackProblem } from '../problem.js';

export interface RetryRequest<T> {
  readonly what: string;
  readonly waitMs: number;
  readonly run: () => Promise<T>;
  /** The error ends by itself when the server is up. A wrong password does not. */
  readonly isPassing: (error: unknown) => boolean;
  readonly say: (message: string) => void;
}

const BACKOFF = { firstMs: 500, longestMs: 500 };

/** Retries while the server is still starting. */
export function retryUntilUp<T>({ what, waitMs, run, isPassing, say }: RetryRequest<T>): Promise<T> {
  const deadline = Date.now() + waitMs;
  return retry(run, {
    backoff: BACKOFF,
    shouldRetry: (error, failures) => {
      if (!isPassing(error)) return false;
      if (failures === 1) say(`waiting for ${what}`);
      if (Date.now() >= deadline)
        throw new StackProblem(
          'start-failed',
          `${what} did not answer within ${String(waitMs / 1000)} s (${messageOf(error)}): start it, or raise TL_SETUP_WAIT_MS`,
          { cause: error },
        );
      return true;
    },
  });
}
