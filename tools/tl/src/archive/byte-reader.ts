/** Reads a stream of chunks in pieces of other sizes. Holds one chunk. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Returns up to `most` bytes, or `undefined` at the end. */
  async some(most: number): Promise<Buffer | undefined> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return undefined;
      this.#rest = next.value;
    }
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  /** Returns so many bytes, or fewer at the end. */
  async take(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let missing = size; missing > 0;) {
      const part = await this.some(missing);
      if (part === undefined) break;
      parts.push(part);
      missing -= part.length;
    }
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }

  /** Returns bytes without consuming them. */
  async peek(size: number): Promise<Buffer> {
    const bytes = await this.take(size);
    this.#rest = Buffer.concat([bytes, this.#rest]);
    return bytes;
  }

  /** Yields the rest of the stream. */
  async *rest(): AsyncGenerator<Buffer, void> {
    for (let part = await this.some(Infinity); part !== undefined; part = await this.some(Infinity)) yield part;
  }
}
