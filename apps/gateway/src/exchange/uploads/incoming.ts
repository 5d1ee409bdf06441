import type { Readable } from 'node:stream';
import { Problem } from '../../kit/http/problems/problem.js';

const brokenOffProblem = (cause?: unknown): Problem =>
  new Problem('malformed-request', { detail: 'The upload was interrupted.', cause });

/**
 * The bytes of a request, to be cut into pieces. However the request ends, the bytes received before make a complete piece: a
 * broken connection loses none.
 */
export class IncomingBytes {
  readonly #chunks: AsyncIterator<unknown>;
  #rest: Buffer = Buffer.alloc(0);
  #isOver = false;
  #broken: Error | undefined;

  constructor(
    bytes: Readable,
    private readonly stop: AbortSignal,
    private readonly onBytes: () => void,
  ) {
    this.#chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<unknown>;
  }

  get broken(): Error | undefined {
    return this.#broken;
  }

  async hasMore(): Promise<boolean> {
    while (this.#rest.length === 0 && !this.#isOver) await this.#read();
    return this.#rest.length > 0;
  }

  /** Yields up to `most` of the next bytes as they arrive. */
  async *take(most: number): AsyncGenerator<Buffer> {
    let remaining = most;
    while (remaining > 0 && (await this.hasMore())) {
      const part = this.#rest.subarray(0, remaining);
      this.#rest = this.#rest.subarray(part.length);
      remaining -= part.length;
      yield part;
    }
  }

  async #read(): Promise<void> {
    try {
      const next = await this.#nextUnlessStopped();
      if (next === 'stopped') this.#end(this.stop.reason instanceof Error ? this.stop.reason : brokenOffProblem());
      else if (next.done === true) this.#end(undefined);
      else {
        this.#rest = Buffer.from(next.value as Uint8Array);
        this.onBytes();
      }
    } catch (error) {
      this.#end(brokenOffProblem(error));
    }
  }

  /**
   * Listens anew for each chunk. A race against one promise for the whole request would keep every chunk in memory, and Node
   * never frees a composed signal that still has a listener, with all that the listener refers to.
   */
  #nextUnlessStopped(): Promise<IteratorResult<unknown> | 'stopped'> {
    const { stop } = this;
    if (stop.aborted) return Promise.resolve('stopped');
    return new Promise((resolve, reject) => {
      const onStop = (): void => {
        resolve('stopped');
      };
      const forget = (): void => {
        stop.removeEventListener('abort', onStop);
      };
      stop.addEventListener('abort', onStop);
      void this.#chunks.next().finally(forget).then(resolve, reject);
    });
  }

  #end(reason: Error | undefined): void {
    this.#isOver = true;
    this.#broken = reason;
  }
}
