interface PendingEnd {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The ends of items that are in progress. */
export class Endings {
  readonly #pending = new Map<string, PendingEnd>();

  await(id: string): Promise<void> {
    const ended = new Promise<void>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    // The caller first starts other items. Without a handler, a failure until then would end the process.
    ended.catch(() => undefined);
    return ended;
  }

  end(id: string): void {
    this.#pending.get(id)?.resolve();
    this.#pending.delete(id);
  }

  /** Rejects all items in progress, so that a bench does not wait for them forever. */
  fail(error: unknown): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}
