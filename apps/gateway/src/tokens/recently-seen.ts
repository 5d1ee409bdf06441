import { LRUCache } from 'lru-cache';

/** For how long something that was ended may still be taken, by each gateway that has seen it. */
const SEEN_MS = 5_000;
const MOST = 5_000;

/** Answers of a store by hash, remembered for a moment. */
export class RecentlySeen<T extends object> {
  readonly #seen = new LRUCache<string, T>({ max: MOST, ttl: SEEN_MS });
  #forgotten = 0;

  constructor(private readonly find: (hash: string) => Promise<T | undefined>) {}

  async get(hash: string): Promise<T | undefined> {
    const known = this.#seen.get(hash);
    if (known !== undefined) return known;
    const before = this.#forgotten;
    const found = await this.find(hash);
    // What was forgotten while the store was asked may be the very thing that it has answered.
    if (found !== undefined && before === this.#forgotten) this.#seen.set(hash, found);
    return found;
  }

  /** After a change through this gateway. */
  forget(which: (one: T) => boolean): void {
    this.#forgotten += 1;
    for (const [hash, one] of this.#seen.entries()) if (which(one)) this.#seen.delete(hash);
  }
}
