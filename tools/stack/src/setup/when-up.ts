import { setTimeout as pause } from 'node:timers/promises';
import { messageOf, StackProblem } from '../problem.js';

export interface Attempt<T> {
  /** Of the server, as a person knows it. */
  readonly what: string;
  readonly waitMs: number;
  readonly run: () => Promise<T>;
  /** A server that starts cures itself; a wrong password does not. */
  readonly isPassing: (error: unknown) => boolean;
  readonly say: (message: string) => void;
}

const BETWEEN_MS = 500;

/** Tries again while the server is still starting. */
export async function whenUp<T>({ what, waitMs, run, isPassing, say }: Attempt<T>): Promise<T> {
  const deadline = Date.now() + waitMs;
  for (let first = true; ; first = false) {
    try {
      return await run();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (Date.now() >= deadline)
        throw new StackProblem(
          'start-failed',
          `${what} did not answer within ${String(waitMs / 1000)} s (${messageOf(error)}): start it, or raise TL_SETUP_WAIT_MS`,
          { cause: error },
        );
      if (first) say(`waiting for ${what}`);
      await pause(BETWEEN_MS);
    }
  }
}
