/**
 * Lets few statements be under way at a time. Whatever is asked for meanwhile is gathered into the next one: the more there is
 * to do, the more is done by each, and a database that is slow is not given more to do at once.
 */
export class Turnstile {
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(private readonly most: number) {}

  /** Calls it when its turn has come; not before everybody who is being read in this moment could join it. */
  schedule(dispatch: () => void): void {
    this.#waiting.push(dispatch);
    if (this.#underWay < this.most)
      setImmediate(() => {
        this.#next();
      });
  }

  /** Counts one as under way until it has ended, whichever way. */
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
