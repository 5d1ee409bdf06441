const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

interface Trouble {
  readonly retryAfterSeconds?: number | undefined;
  readonly tookMs?: number;
}

/** How long a command waits for a server that is away. The clock starts anew whenever something got through. */
export class Patience {
  #since: number | undefined;
  #wait = FIRST_WAIT_MS;

  constructor(
    private readonly limitMs: () => number,
    private readonly say: (text: string) => void,
  ) {}

  /** Something got through. */
  reset(): void {
    this.#since = undefined;
    this.#wait = FIRST_WAIT_MS;
  }

  /** Waits before the next try, after one that took `tookMs`; false when patience is at its end. */
  async again(why: string, { retryAfterSeconds, tookMs = 0 }: Trouble = {}): Promise<boolean> {
    const now = performance.now();
    this.#since ??= now - tookMs;
    const asked = retryAfterSeconds === undefined || !Number.isFinite(retryAfterSeconds) ? 0 : retryAfterSeconds * 1000;
    const wait = Math.max(asked, this.#wait);
    if (now + wait - this.#since > this.limitMs()) return false;
    this.say(`${why}; trying again in ${(wait / 1000).toFixed(1)} s`);
    await new Promise((resolve) => setTimeout(resolve, wait));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    return true;
  }
}
