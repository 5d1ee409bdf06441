import { abortable } from './abortable.js';

/** Time as an argument: the in-memory adapters and the timers of specs run on a clock that is set by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds on a clock that nobody sets. */
  monotonic(): number;
  /** Runs once after a while. Answers how to take it back. */
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
  abortable(signal, (done) => clock.after(ms, done));
