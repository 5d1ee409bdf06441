/**
 * A limit on concurrent statements, which gathers all requests meanwhile into the next one. More load makes larger batches
 * instead of more statements on a slow database.
 */
export class StatementLimiter {
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(private readonly most: number) {}

  /** Calls `dispatch` once a statement may start. Requests that are being read at this moment can still join its batch. */
  schedule(dispatch: () => void): void {
    this.#waiting.push(dispatch);
    if (this.#underWay < this.most)
      setImmediate(() => {
        this.#next();
      });
  }

  /** Counts the task as running until it settles. */
  async through<T>(task: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await task();
    } finally {
      this.#underWay -= 1;
      this.#next();
    }
  }

  #next(): void {
    if (this.#underWay < this.most) this.#waiting.shift()?.();
  }
}
