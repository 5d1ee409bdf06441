/** An outbox's connection: an HTTP answer, or a fake of it. */
export interface Sink {
  /** Returns false if further writes are buffered in memory until `drain`. */
  write(text: string | Uint8Array): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

export interface OutboxOptions<E> {
  /** The limit of waiting items. A reader with more starts again with a snapshot. */
  readonly mostWaiting: number;
  readonly now: () => number;
  /** Called when the reader has read everything written but has missed events. */
  readonly onLost: () => void;
  /** Formats an event. `isLast`: nothing else is waiting, so the event gets the stream's id. */
  readonly frame: (event: E, isLast: boolean) => string | Uint8Array;
}

/**
 * Events for a reader that may be slow. While its connection is blocked, keeps only the newest event of each item, for a
 * limited number of items.
 * Beyond the limit drops all of them and the reader starts again. So a reader that does not read uses little memory.
 */
export class Outbox<E> {
  readonly #waiting = new Map<string, E>();
  #blockedSince: number | undefined;
  #isLost = false;

  constructor(
    private readonly sink: Sink,
    private readonly options: OutboxOptions<E>,
  ) {}

  /** Time since the connection stopped accepting data. */
  get blockedMs(): number {
    return this.#blockedSince === undefined ? 0 : this.options.now() - this.#blockedSince;
  }

  get isBlocked(): boolean {
    return this.#blockedSince !== undefined;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Writes at once and drops everything waiting. For the start of a stream. */
  begin(text: string | Uint8Array): void {
    this.#waiting.clear();
    this.#isLost = false;
    this.#write(text);
  }

  /** Sends an event, which replaces a waiting one with the same key. `isLast`: with this event everything has been sent. */
  send(key: string, event: E, isLast: boolean): void {
    if (!this.isBlocked) {
      this.#write(this.options.frame(event, isLast));
      return;
    }
    if (this.#isLost) return;
    this.#waiting.delete(key);
    this.#waiting.set(key, event);
    if (this.#waiting.size > this.options.mostWaiting) this.lose();
  }

  drop(key: string): void {
    this.#waiting.delete(key);
  }

  /** Drops everything waiting: the reader must start again. */
  lose(): void {
    this.#waiting.clear();
    this.#isLost = true;
  }

  #write(text: string | Uint8Array): void {
    if (this.sink.write(text) || this.isBlocked) return;
    this.#blockedSince = this.options.now();
    this.sink.once('drain', () => {
      this.#blockedSince = undefined;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#isLost) {
      this.options.onLost();
      return;
    }
    for (const [key, event] of this.#waiting) {
      if (this.isBlocked) return;
      this.#waiting.delete(key);
      this.#write(this.options.frame(event, this.#waiting.size === 0));
    }
  }
}
