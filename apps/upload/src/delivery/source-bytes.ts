import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { RetryableError } from '@throughline/contracts';
import type { DeliveryFile } from '../kit/destination.js';

async function* readVerified(file: DeliveryFile, signal: AbortSignal): AsyncGenerator<Buffer> {
  const hash: Hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file.path, { signal }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new RetryableError('content-unreadable', `${file.name} cannot be read from the artifact store`, { cause: error });
  }
  if (hash.digest('hex') !== file.sha256)
    throw new RetryableError('content-changed', `${file.name} changed while it was read from the artifact store`);
}

/** The bytes of files, one after another. Checksums are verified on the way, so that no wrong content is finalised. */
export class SourceBytes {
  readonly #chunks: AsyncGenerator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #position = 0;

  constructor(files: readonly DeliveryFile[], signal: AbortSignal) {
    this.#chunks = (async function* () {
      for (const file of files) yield* readVerified(file, signal);
    })();
  }

  /** Skips bytes that the destination already has. They are still read, for the checksum. */
  async skipTo(position: number): Promise<void> {
    await this.readTo(position, () => Promise.resolve());
  }

  async readTo(position: number, take: (bytes: Buffer) => Promise<void>): Promise<void> {
    for await (const bytes of this.piecesTo(position)) await take(bytes);
  }

  async *piecesTo(position: number): AsyncGenerator<Buffer, void, undefined> {
    while (this.#position < position) {
      if (this.#rest.length === 0 && !(await this.#fill())) return;
      const bytes = this.#rest.subarray(0, position - this.#position);
      this.#rest = this.#rest.subarray(bytes.length);
      this.#position += bytes.length;
      yield bytes;
    }
  }

  /** Verifies the remaining checksums. Call it before finalising. */
  async end(): Promise<void> {
    while (await this.#fill());
  }

  async close(): Promise<void> {
    await this.#chunks.return(undefined);
  }

  async #fill(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#rest = next.value;
    return true;
  }
}
