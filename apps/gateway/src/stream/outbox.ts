/** What an outbox writes to: an HTTP answer, or a fake of it. */
export interface Sink {
  /** False: what is written from now on waits in memory until `drain`. */
  write(text: string): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

interface Waiting {
  readonly body: string;
}

export interface OutboxOptions {
  /** Items that may wait for a reader who does not read; it is told to begin again where there are more. */
  readonly mostWaiting: number;
  readonly now: () => number;
  /** The reader has caught up with what was written, but not with everything that happened. */
  readonly onLost: () => void;
  /** Writes an event, with the id of where the stream stands where `isLast` says that nothing is left. */
  readonly frame: (body: string, isLast: boolean) => string;
}

/**
 * What a reader gets who may be slow. While its connection takes nothing, only the newest of each item waits here, of a bounded
 * number of items; beyond that all are dropped and the reader begins again. So a reader that does not read costs next to nothing.
 */
export class Outbox {
  readonly #waiting = new Map<string, Waiting>();
  #blockedSince: number | undefined;
  #isLost = false;

  constructor(
    private readonly sink: Sink,
    private readonly options: OutboxOptions,
  ) {}

  /** How long the connection has taken nothing. Milliseconds. */
  get blockedMs(): number {
    return this.#blockedSince === undefined ? 0 : this.options.now() - this.#blockedSince;
  }

  get isBlocked(): boolean {
    return this.#blockedSince !== undefined;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** At once, whatever waits: for what begins a stream anew. */
  begin(text: string): void {
    this.#waiting.clear();
    this.#isLost = false;
    this.#write(text);
  }

  /** An event; one with the same key that still waits is replaced by it. `isLast`: with it everything is told. */
  send(key: string, body: string, isLast: boolean): void {
    if (!this.isBlocked) {
      this.#write(this.options.frame(body, isLast));
      return;
    }
    if (this.#isLost) return;
    this.#waiting.delete(key);
    this.#waiting.set(key, { body });
    if (this.#waiting.size > this.options.mostWaiting) this.lose();
  }

  drop(key: string): void {
    this.#waiting.delete(key);
  }

  /** Nothing that waits is worth sending any more. */
  lose(): void {
    this.#waiting.clear();
    this.#isLost = true;
  }

  #write(text: string): void {
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
    for (const [key, { body }] of this.#waiting) {
      if (this.isBlocked) return;
      this.#waiting.delete(key);
      this.#write(this.options.frame(body, this.#waiting.size === 0));
    }
  }
}
