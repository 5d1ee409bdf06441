/** One after the other, in the order of their coming. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    // Whoever comes next starts when this has ended, however it ended; the failure is its own caller's.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
