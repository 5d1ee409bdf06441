import { SerialQueue } from '@throughline/contracts';
import { sleep, type Clock } from '@throughline/messaging';

const SECOND_MS = 1_000;
/** Default pause if the server gives none. Milliseconds. */
const UNSAID_MS = 5_000;

/** Paces the requests of a connection: evenly, in order, and not during a pause that the server requested. */
export class Pace {
  readonly #everyMs: number;
  #next = 0;
  readonly #turns = new SerialQueue();

  constructor(
    private readonly clock: Clock,
    private readonly perSecond: number,
    private readonly paused = { until: 0 },
  ) {
    this.#everyMs = SECOND_MS / perSecond;
  }

  /** Resolves when the caller may send one request. Rejects with the reason of the signal. */
  turn(signal: AbortSignal): Promise<void> {
    return this.#turns.run(() => this.#wait(signal));
  }

  /** Returns another queue with the same pauses, for callers that must not wait behind page writes. */
  beside(): Pace {
    return new Pace(this.clock, this.perSecond, this.paused);
  }

  get pauseLeft(): number {
    return Math.max(0, this.paused.until - this.clock.monotonic());
  }

  /** Pauses all requests. Returns the length of the pause. */
  pause(ms = UNSAID_MS): number {
    this.paused.until = Math.max(this.paused.until, this.clock.monotonic() + ms);
    return ms;
  }

  async #wait(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const now = this.clock.monotonic();
      const at = Math.max(this.#next, this.paused.until);
      if (now >= at) {
        this.#next = now + this.#everyMs;
        return;
      }
      // The pause may have been extended meanwhile.
      await sleep(this.clock, at - now, signal);
    }
  }
}
