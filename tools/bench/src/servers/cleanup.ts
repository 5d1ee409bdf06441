type CleanupFunction = () => Promise<unknown>;

/** Functions that stop servers and delete files, called in reverse order. */
export class Cleanup {
  readonly #open: CleanupFunction[] = [];

  add(close: CleanupFunction): void {
    this.#open.push(close);
  }

  /** Runs a part of a bench, and then stops the servers of that part. */
  async within<T>(use: (part: Cleanup) => Promise<T>): Promise<T> {
    const part = new Cleanup();
    this.add(() => part.close());
    try {
      return await use(part);
    } finally {
      await part.close();
    }
  }

  async close(): Promise<void> {
    for (let close = this.#open.pop(); close !== undefined; close = this.#open.pop()) {
      // A failed function must not prevent the others.
      await close().catch(() => undefined);
    }
  }
}
