import { LRUCache } from 'lru-cache';

/** A failure may be temporary, so everybody waits for a retry. But one unreadable item must not block the others for ever. */
const MOST = 3;
const REMEMBERED = 1_000;

/** Retries for tasks by id, limited in number. */
export class RetryLimiter {
  readonly #failed = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(private readonly onGivenUp: (error: unknown) => void) {}

  /** Runs the task. Rejects until the last try fails, and then resolves to undefined. A later call tries once more. */
  async of<T>(id: string, task: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await task();
      this.#failed.delete(id);
      return result;
    } catch (error) {
      const failed = (this.#failed.get(id) ?? 0) + 1;
      this.#failed.set(id, failed);
      if (failed < MOST) throw error;
      this.onGivenUp(error);
      return undefined;
    }
  }
}
