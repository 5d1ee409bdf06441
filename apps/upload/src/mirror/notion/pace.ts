import { sleep, type Clock } from '@throughline/messaging';

const SECOND_MS = 1_000;
/** Where the server has not said for how long. Milliseconds. */
const UNSAID_MS = 5_000;

/** Turns of one connection: evenly, in order, and none while the server has asked for patience. */
export class Pace {
  readonly #everyMs: number;
  #next = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly perSecond: number,
    private readonly patience = { until: 0 },
  ) {
    this.#everyMs = SECOND_MS / perSecond;
  }

  /** Resolves when it is the caller's turn to make one request. Rejects with the reason of the signal. */
  turn(signal: AbortSignal): Promise<void> {
    const turn = this.#last.then(() => this.#wait(signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** With turns of its own, for somebody who does not stand in the line of all pages, and the same pauses. */
  beside(): Pace {
    return new Pace(this.clock, this.perSecond, this.patience);
  }

  /** How much of a pause is left. Milliseconds. */
  get pauseLeft(): number {
    return Math.max(0, this.patience.until - this.clock.monotonic());
  }

  /** Nobody has a turn for so long. Answers for how long. */
  pause(ms = UNSAID_MS): number {
    this.patience.until = Math.max(this.patience.until, this.clock.monotonic() + ms);
    return ms;
  }

  async #wait(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const now = this.clock.monotonic();
      const at = Math.max(this.#next, this.patience.until);
      if (now >= at) {
        this.#next = now + this.#everyMs;
        return;
      }
      // A pause may be made longer meanwhile.
      await sleep(this.clock, at - now, signal);
    }
  }
}
