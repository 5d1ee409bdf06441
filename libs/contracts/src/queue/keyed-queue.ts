/**
 * Runs tasks by key: one at a time for each key, in the order of the calls, and at most `sideBySide` in all. A failed task does
 * not stop the next one.
 */
export class KeyedQueue {
  readonly #last = new Map<string, Promise<void>>();
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(sideBySide = Infinity) {
    this.#free = sideBySide;
  }

  /** The number of keys with a task that waits or runs. */
  get size(): number {
    return this.#last.size;
  }

  /** Returns the task's result. Rejects at the task's turn, without running it, if the signal has fired by then. */
  run<T>(key: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(() => {
      signal?.throwIfAborted();
      return this.#within(task);
    });
    const settled = turn
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => {
        if (this.#last.get(key) === settled) this.#last.delete(key);
      });
    this.#last.set(key, settled);
    return turn;
  }

  async #within<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

/** Runs tasks one at a time, in the order of the calls. A failed task does not stop the next one. */
export class SerialQueue {
  readonly #queue = new KeyedQueue();

  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#queue.run('', task, signal);
  }
}
