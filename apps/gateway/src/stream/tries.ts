import { LRUCache } from 'lru-cache';

/** What fails may pass, so all wait for it; but one item that cannot be read must not hold up the others for ever. */
const MOST = 3;
const REMEMBERED = 1_000;

/** Lets what fails be tried a few times. */
export class Tries {
  readonly #failed = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(private readonly onGivenUp: (error: unknown) => void) {}

  /** Undefined where it has failed as often as it may; it is tried again when it is asked for again. Rejects before that. */
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
