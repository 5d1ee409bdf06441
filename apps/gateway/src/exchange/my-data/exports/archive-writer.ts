import { createHash } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ZipFile } from 'yazl';

/** Passes bytes on, and measures them. */
class Meter extends Transform {
  readonly #hash = createHash('sha256');
  size = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk);
    this.size += chunk.length;
    done(null, chunk);
  }

  sha256(): string {
    return this.#hash.digest('hex');
  }
}

export interface AddOptions {
  /** False for content that is compressed already, such as videos. */
  readonly isCompressed?: boolean;
}

const MANIFEST = 'manifest.jsonl';

/**
 * Writes the files of an archive one after the other: each is read while it is written, so none has to fit into memory. The
 * lists that grow with the archive are spooled in a folder.
 */
export class ArchiveWriter {
  #files = 0;

  constructor(
    private readonly zip: ZipFile,
    private readonly spool: string,
    private readonly signal: AbortSignal,
  ) {}

  get files(): number {
    return this.#files;
  }

  async add(path: string, source: Readable, { isCompressed = true }: AddOptions = {}): Promise<void> {
    const meter = new Meter();
    source.on('error', (error) => meter.destroy(error));
    meter.on('error', () => source.destroy());
    this.zip.addReadStream(source.pipe(meter), path, { compress: isCompressed });
    await finished(meter, { signal: this.signal }).finally(() => source.destroy());
    this.#files += 1;
    await this.appendTo(MANIFEST, `${JSON.stringify({ path, size: meter.size, sha256: meter.sha256() })}\n`);
  }

  addText(path: string, text: string): Promise<void> {
    return this.add(path, Readable.from([Buffer.from(text, 'utf8')], { objectMode: false }));
  }

  addJson(path: string, value: unknown): Promise<void> {
    return this.addText(path, `${JSON.stringify(value, undefined, 2)}\n`);
  }

  addLines(path: string, values: Iterable<unknown> | AsyncIterable<unknown>): Promise<void> {
    async function* lines(): AsyncGenerator<Buffer> {
      for await (const value of values) yield Buffer.from(`${JSON.stringify(value)}\n`, 'utf8');
    }
    return this.add(path, Readable.from(lines(), { objectMode: false }));
  }

  /** Appends to a file that {@link addSpooled} adds to the archive later. */
  async appendTo(name: string, text: string): Promise<void> {
    await appendFile(this.spoolPath(name), text);
  }

  spoolPath(name: string): string {
    return join(this.spool, name);
  }

  async addSpooled(path: string, open: (path: string) => Readable): Promise<void> {
    await this.add(path, open(this.spoolPath(path)));
  }

  /** Adds the list of all files so far, with sizes and checksums, and ends the archive. */
  async end(open: (path: string) => Readable): Promise<void> {
    await this.addSpooled(MANIFEST, open);
    this.zip.end();
  }
}
