/** A versioned value. `revision` is opaque and cannot be ordered. */
export interface VersionedValue {
  readonly revision: string;
  readonly updated_at: string;
}

export type ValueSource =
  /** Answer to a command. Reads may lag behind it for a moment. */
  | 'command'
  /** Stream event. The stream delivers the changes of an item in order. */
  | 'push'
  /** Answer to a read that started at this time (`performance.now()`). */
  | number;

interface CachedValue<T> {
  readonly value: T;
  readonly at: number;
  readonly isPushed: boolean;
}

/** Bounds the memory of a page that stays open for weeks. */
const MOST = 5_000;
/** Time for which reads may lag behind a command. */
const BEHIND_MS = 10_000;

/**
 * Keeps the newest value of each item, so that a late answer never replaces newer data. Clocks of servers differ, so
 * `updated_at` decides only for `BEHIND_MS` after a value arrived. After that the server's answer wins.
 */
export class NewestValues<T extends VersionedValue> {
  readonly #known = new Map<string, CachedValue<T>>();

  constructor(
    private readonly idOf: (value: T) => string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Returns the newer one of the given and the known value, and keeps it. */
  take(value: T, word: ValueSource): T {
    const id = this.idOf(value);
    const existing = this.#known.get(id);
    if (existing !== undefined && this.#isOlder(value, word, existing)) return existing.value;
    // Moves the entry to the end, so that the first entry is the oldest.
    this.#known.delete(id);
    this.#known.set(id, { value, at: this.now(), isPushed: word === 'push' });
    if (this.#known.size > MOST) this.#forgetOldest();
    return value;
  }

  find(id: string): T | undefined {
    return this.#known.get(id)?.value;
  }

  #isOlder(value: T, word: ValueSource, known: CachedValue<T>): boolean {
    if (value.revision === known.value.revision) return false;
    // The read started before the known value arrived, so it may be older. If it is newer, the stream or the next read brings
    // it.
    if (typeof word === 'number' && word < known.at) return true;
    if (word === 'push' && known.isPushed) return false;
    return value.updated_at < known.value.updated_at && this.now() - known.at < BEHIND_MS;
  }

  #forgetOldest(): void {
    const [first] = this.#known.keys();
    if (first !== undefined) this.#known.delete(first);
  }
}
