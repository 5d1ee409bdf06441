import { requestRange, type ByteRange } from '../../api/client.js';
import { connection } from '../../api/connection.js';

interface Options {
  /** Whole path on this host. */
  readonly url: string;
  /** A later run makes another file with the same path, whose bytes must not mix with these. */
  readonly sha256: string;
  /** Receives the bytes of each range that was asked for, once. */
  readonly onBytes: (begin: number, bytes: Uint8Array) => void;
}

/** More requests would share the same line, and the last of them would wait in the browser as if nobody answered. */
const MAX_AT_ONCE = 2;

/**
 * Reads a file of this server by ranges. A range that could not be read waits until the server answers another request, or for
 * `retry`: pdf.js asks only once for each part of a file, and waits for it as long as it takes.
 */
export class FileRanges {
  /** Reason of the last failure, while a range is missing. */
  failure: Error | undefined;
  /** True once a range was asked for. */
  isUsed = false;
  /** Ranges that failed and are not there yet. */
  private readonly missing = new Set<ByteRange>();
  private readonly inFlight = new Set<ByteRange>();
  private readonly waiting = new Set<ByteRange>();
  private readonly closing = new AbortController();
  private readonly listeners = new Set<() => void>();

  private readonly forget: () => void;

  constructor(private readonly options: Options) {
    this.forget = connection.subscribe(() => {
      if (connection.now().awaySince === undefined) this.readMissing();
    });
  }

  readonly request = (range: ByteRange): void => {
    this.isUsed = true;
    this.waiting.add(range);
    this.readNext();
  };

  /** Asks again for everything that could not be read. */
  readonly retry = (): void => {
    this.setFailure(undefined);
    this.readMissing();
  };

  readonly close = (): void => {
    this.forget();
    this.missing.clear();
    this.waiting.clear();
    this.closing.abort();
  };

  /** Calls `listener` when `failure` changes. Returns a function that ends this. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private readMissing(): void {
    for (const range of this.missing) if (!this.inFlight.has(range)) this.waiting.add(range);
    this.readNext();
  }

  private readNext(): void {
    for (const range of this.waiting) {
      if (this.inFlight.size >= MAX_AT_ONCE) return;
      this.waiting.delete(range);
      void this.read(range);
    }
  }

  private async read(range: ByteRange): Promise<void> {
    const { signal } = this.closing;
    const { url, sha256 } = this.options;
    this.inFlight.add(range);
    try {
      const bytes = await requestRange(url, range, { signal, sha256 });
      if (!signal.aborted) this.take(range, bytes);
    } catch (error) {
      if (signal.aborted) return;
      this.inFlight.delete(range);
      this.missing.add(range);
      this.setFailure(error instanceof Error ? error : new Error('unknown failure', { cause: error }));
      this.readNext();
    }
  }

  private take(range: ByteRange, bytes: Uint8Array): void {
    this.inFlight.delete(range);
    this.missing.delete(range);
    this.options.onBytes(range.begin, bytes);
    if (this.missing.size === 0 && this.failure !== undefined) this.setFailure(undefined);
    this.readMissing();
  }

  private setFailure(failure: Error | undefined): void {
    this.failure = failure;
    for (const listener of this.listeners) listener();
  }
}
