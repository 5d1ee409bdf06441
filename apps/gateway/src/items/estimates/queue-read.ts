import type { Clock } from '@throughline/messaging';

/** Shortest time for which a queue is cached. Milliseconds. */
const FRESH_MS = 1_000;
/** A queue is cached for this many times the duration of its read, so that slow reads take a small share of the time. */
const REST = 20;

export class CachedQueue<T> {
  #found: { readonly value: T; readonly freshUntil: number } | undefined;
  #reading: Promise<void> | undefined;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  get value(): T | undefined {
    return this.#found?.value;
  }

  /** Returns the pending read if the value is outdated. It never rejects. */
  refresh(): readonly Promise<void>[] {
    if (this.#found !== undefined && this.#found.freshUntil > this.clock.monotonic()) return [];
    this.#reading ??= this.#fetch().finally(() => {
      this.#reading = undefined;
    });
    return [this.#reading];
  }

  async #fetch(): Promise<void> {
    const began = this.clock.monotonic();
    try {
      const value = await this.read();
      const ended = this.clock.monotonic();
      this.#found = { value, freshUntil: ended + Math.max(FRESH_MS, REST * (ended - began)) };
    } catch (error) {
      // An outdated order would be wrong.
      this.#found = undefined;
      this.onProblem(error);
    }
  }
}
