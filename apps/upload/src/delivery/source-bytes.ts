import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { RetryableError } from '@throughline/contracts';
import type { DeliveryFile } from '../destinations/destination.js';

async function* verified(file: DeliveryFile, signal: AbortSignal): AsyncGenerator<Buffer> {
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

/** The bytes of files, one after another, checked on the way: nothing is finalised that is not what was meant. */
export class SourceBytes {
  readonly #chunks: AsyncGenerator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #position = 0;

  constructor(files: readonly DeliveryFile[], signal: AbortSignal) {
    this.#chunks = (async function* () {
      for (const file of files) yield* verified(file, signal);
    })();
  }

  /** Passes over what the destination has already. It is read all the same: a checksum needs all of it. */
  async skipTo(position: number): Promise<void> {
    await this.readTo(position, () => Promise.resolve());
  }

  /** Hands over what lies before a position and was not handed over yet. */
  async readTo(position: number, take: (bytes: Buffer) => Promise<void>): Promise<void> {
    for await (const bytes of this.piecesTo(position)) await take(bytes);
  }

  /** The same, at the pace of whoever takes it. */
  async *piecesTo(position: number): AsyncGenerator<Buffer, void, undefined> {
    while (this.#position < position) {
      if (this.#rest.length === 0 && !(await this.#fill())) return;
      const bytes = this.#rest.subarray(0, position - this.#position);
      this.#rest = this.#rest.subarray(bytes.length);
      this.#position += bytes.length;
      yield bytes;
    }
  }

  /** To be called before anything is finalised: throws where a file is not what its checksum says. */
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
