import { AT_ONCE } from '../../items/index.js';
import { OutageError, isOutage } from './decide-item.js';

export interface BatchResult<Found> {
  readonly found: readonly Found[];
  /** The error of an item that could not be decided because a required service is unavailable. */
  readonly outage: OutageError | undefined;
}

/** A limit on concurrent commands over all bulk commands, or over all runs of jobs, of a gateway. First come, first served. */
export class Slots {
  readonly #waiting: (() => void)[] = [];

  constructor(private free = AT_ONCE) {}

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      // Requests of people that have arrived meanwhile come first.
      await new Promise((resolve) => setImmediate(resolve));
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }

  /** Decides items, a few at a time, until an outage or the end of the gateway. */
  async decideAll<Item, Found>(
    items: readonly Item[],
    decide: (item: Item) => Promise<Found | undefined>,
    stopped: AbortSignal,
  ): Promise<BatchResult<Found>> {
    const found: Found[] = [];
    const queue = items.values();
    let outage: OutageError | undefined;
    const worker = async (): Promise<void> => {
      for (const item of queue) {
        if (outage !== undefined || stopped.aborted) return;
        try {
          const one = await this.use(() => decide(item));
          if (one !== undefined) found.push(one);
        } catch (error) {
          if (!isOutage(error)) throw error;
          outage = new OutageError(error);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return { found, outage };
  }
}
