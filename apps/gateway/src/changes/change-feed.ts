import type { Position } from '@throughline/event-store';

/** What the projector says after it has written a row. */
export interface Change {
  readonly assetId: string;
  readonly owner: string;
  readonly revision: string;
  /** With this change everything of the asset's partition that lies between the two is told; unknown of an older projector's. */
  readonly span?: { readonly after: Position; readonly upTo: Position } | undefined;
}

/** Undefined: nobody can know what was missed. */
type Follower = (change: Change | undefined) => void;

/** Tells those who wait for one asset that its row has changed, and those who follow all of them. */
export class ChangeFeed {
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #followers = new Set<Follower>();

  announce(change: Change): void {
    for (const wake of this.#waiting.get(change.assetId) ?? []) wake();
    for (const follower of this.#followers) follower(change);
  }

  /** After a gap in the feed nobody can know what was missed: everybody looks. */
  announceAll(): void {
    for (const wakes of this.#waiting.values()) for (const wake of wakes) wake();
    for (const follower of this.#followers) follower(undefined);
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

  /** Every change, in the order in which they are told. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => {
      this.#followers.delete(follower);
    };
  }
}
