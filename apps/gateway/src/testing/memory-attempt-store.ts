import type { AttemptStore, FailureCount } from '../people/passkeys/attempt-store.js';

export class MemoryAttemptStore implements AttemptStore {
  readonly #counts = new Map<string, FailureCount>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  addFailure(keys: readonly string[], windowMs: number): Promise<void> {
    for (const key of keys) {
      const found = this.#present(key);
      const until = found?.until ?? new Date(this.now().getTime() + windowMs).toISOString();
      this.#counts.set(key, { failures: (found?.failures ?? 0) + 1, until });
    }
    return Promise.resolve();
  }

  countsOf(keys: readonly string[]): Promise<ReadonlyMap<string, FailureCount>> {
    const present = keys.flatMap((key) => {
      const found = this.#present(key);
      return found === undefined ? [] : [[key, found] as const];
    });
    return Promise.resolve(new Map(present));
  }

  removeExpired(): Promise<number> {
    const expired = [...this.#counts.keys()].filter((key) => this.#present(key) === undefined);
    for (const key of expired) this.#counts.delete(key);
    return Promise.resolve(expired.length);
  }

  #present(key: string): FailureCount | undefined {
    const found = this.#counts.get(key);
    return found !== undefined && Date.parse(found.until) > this.now().getTime() ? found : undefined;
  }
}
