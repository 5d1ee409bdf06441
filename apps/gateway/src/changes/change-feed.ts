/** What the projector says after it has written a row. */
export interface Change {
  readonly assetId: string;
  readonly owner: string;
  readonly revision: string;
}

/** Tells those who wait for one asset that its row has changed. */
export class ChangeFeed {
  readonly #waiting = new Map<string, Set<() => void>>();

  announce(change: Change): void {
    for (const wake of this.#waiting.get(change.assetId) ?? []) wake();
  }

  /** After a gap in the feed nobody can know what was missed: everybody looks. */
  announceAll(): void {
    for (const wakes of this.#waiting.values()) for (const wake of wakes) wake();
  }

  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, wakes) => sum + wakes.size, 0);
  }

  /** Calls `wake` at every change of the asset until the returned function is called. */
  listen(assetId: string, wake: () => void): () => void {
    const wakes = this.#waiting.get(assetId) ?? new Set();
    this.#waiting.set(assetId, wakes.add(wake));
    return () => {
      wakes.delete(wake);
      if (wakes.size === 0 && this.#waiting.get(assetId) === wakes) this.#waiting.delete(assetId);
    };
  }
}
