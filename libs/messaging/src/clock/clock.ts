import { waitForDoneOrAbort } from './abortable.js';

export interface Clock {
  now(): number;
  /** Milliseconds of a monotonic clock. */
  monotonic(): number;
  /** Runs a callback once after a delay. Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

export const sleep = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  waitForDoneOrAbort(signal, (done) => clock.after(ms, done));
