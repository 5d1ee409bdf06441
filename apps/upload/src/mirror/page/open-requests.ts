import type { Clock } from '@throughline/messaging';

/** Until when requests that nobody waits for any more may still change a page, whatever becomes of the items that they were sent for. */
export class OpenRequests {
  readonly #until = new Map<string, number>();

  /** `settleMs`: after so long a request that was given up can do nothing any more. */
  constructor(
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly settleMs: number,
  ) {}

  /** One was given up in this moment, or by an earlier process. */
  add(page: string): void {
    this.#until.set(page, this.clock.monotonic() + this.settleMs);
  }

  /** Milliseconds; 0 where there is none. */
  restOf(page: string): number {
    const rest = (this.#until.get(page) ?? 0) - this.clock.monotonic();
    if (rest > 0) return rest;
    this.#until.delete(page);
    return 0;
  }
}
