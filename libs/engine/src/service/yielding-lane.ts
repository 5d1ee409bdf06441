/** The time until a deferred message is delivered again. Milliseconds. */
const AGAIN_MS = 5_000;
/** The longest that an attempt yields to other lanes. A machine that is never idle still makes previews. Milliseconds. */
const LONGEST_MS = 120_000;
/** Far more than the messages that one process has deferred at once. */
const MAX_KNOWN = 10_000;

/** Defers the work of a lane while its process does other work. */
export class YieldingLane {
  /** The time of each attempt's first deferral. Attempts that another process has taken stay until there are too many. */
  readonly #since = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  /** Returns the time after which the attempt should come again, or undefined if it has waited long enough. Milliseconds. */
  yieldMs(attemptId: string): number | undefined {
    if (this.#since.size >= MAX_KNOWN) this.#since.clear();
    const since = this.#since.get(attemptId) ?? this.now();
    this.#since.set(attemptId, since);
    if (this.now() - since < LONGEST_MS) return AGAIN_MS;
    this.#since.delete(attemptId);
    return undefined;
  }
}
