import { LRUCache } from 'lru-cache';

/** A credential that was ended elsewhere may still work this long on a gateway that has cached it. */
const SEEN_MS = 5_000;
const MOST = 5_000;

/** A short-lived cache of a store's records by hash. */
export class CredentialCache<T extends object> {
  readonly #seen = new LRUCache<string, T>({ max: MOST, ttl: SEEN_MS });
  #forgotten = 0;

  constructor(private readonly find: (hash: string) => Promise<T | undefined>) {}

  async get(hash: string): Promise<T | undefined> {
    const known = this.#seen.get(hash);
    if (known !== undefined) return known;
    const before = this.#forgotten;
    const found = await this.find(hash);
    // Do not cache a result that may be older than a `forget` during the lookup.
    if (found !== undefined && before === this.#forgotten) this.#seen.set(hash, found);
    return found;
  }

  forget(which: (one: T) => boolean): void {
    this.#forgotten += 1;
    for (const [hash, one] of this.#seen.entries()) if (which(one)) this.#seen.delete(hash);
  }
}
