/** A call that waits for its statement. */
interface Waiting<T, R> {
  readonly input: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Answers calls by one statement at a time. Calls that come meanwhile share the next one. */
export class GatheredCalls<T, R> {
  #waiting: Waiting<T, R>[] = [];
  #isRunning = false;

  /** `answer` returns one result for each input, in the same order. If it throws, all calls of its statement fail. */
  constructor(private readonly answer: (inputs: readonly T[]) => Promise<readonly R[]>) {}

  call(input: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject });
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    // Calls that are made at this moment can still join.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const calls = this.#waiting;
      this.#waiting = [];
      await this.#answer(calls);
    }
    this.#isRunning = false;
  }

  async #answer(calls: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.answer(calls.map(({ input }) => input));
      for (const [index, { resolve }] of calls.entries()) resolve(results[index] as R);
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }
}
