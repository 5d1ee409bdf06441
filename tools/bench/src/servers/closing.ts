type Close = () => Promise<unknown>;

/** What has to end, the last started first. */
export class Closing {
  readonly #open: Close[] = [];

  add(close: Close): void {
    this.#open.push(close);
  }

  async close(): Promise<void> {
    for (let close = this.#open.pop(); close !== undefined; close = this.#open.pop()) {
      // One that cannot be ended must not keep the others alive.
      await close().catch(() => undefined);
    }
  }
}
