import type { Clock } from '@throughline/messaging';

/** Abandoned requests that may still change a page, independent of their items. */
export class OpenRequests {
  readonly #until = new Map<string, number>();

  /** `settleMs`: time after which an abandoned request can have no more effect. */
  constructor(
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly settleMs: number,
  ) {}

  /** Records a request that was just abandoned, or was left by an earlier process. */
  add(page: string): void {
    this.#until.set(page, this.clock.monotonic() + this.settleMs);
  }

  /** Returns the time until no abandoned request can change the page, or 0. Milliseconds. */
  restOf(page: string): number {
    const rest = (this.#until.get(page) ?? 0) - this.clock.monotonic();
    if (rest > 0) return rest;
    this.#until.delete(page);
    return 0;
  }
}
