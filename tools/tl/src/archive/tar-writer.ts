import type { ChunkWriter } from '../client/download.js';

const BLOCK = 512;
/** The fields of a header hold names of 100 bytes, and sizes of eleven octal digits. */
const LONGEST_NAME = 100;
const LARGEST_SIZE = 0o77777777777;
const END = Buffer.alloc(BLOCK * 2);

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;

function headerOf(name: string, size: number, type: '0' | 'x'): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, LONGEST_NAME, 'utf8');
  header.write(octal(0o644, 8), 100, 'latin1');
  header.write(octal(0, 8), 108, 'latin1');
  header.write(octal(0, 8), 116, 'latin1');
  header.write(octal(Math.min(size, LARGEST_SIZE), 12), 124, 'latin1');
  header.write(octal(0, 12), 136, 'latin1');
  header.write('        ', 148, 'latin1');
  header.write(type, 156, 'latin1');
  header.write('ustar\0' + '00', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** Returns a record of an extended header (POSIX pax): its length counts itself. */
function recordOf(name: string, value: string): string {
  const rest = ` ${name}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes + String(bytes).length;
  if (bytes + String(length).length !== length) length = bytes + String(length).length;
  return `${String(length)}${rest}`;
}

const paddingOf = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** Writes a tar archive (POSIX ustar, with pax headers for long names and large files) to a stream of bytes. */
export class TarWriter {
  constructor(private readonly write: ChunkWriter) {}

  async add(path: string, bytes: Buffer): Promise<void> {
    const entry = this.entry(path, bytes.length);
    await entry.write(bytes);
    await entry.end();
  }

  /** Returns an entry whose header is written with its first bytes. Without any call nothing is written. */
  entry(path: string, size: number): TarEntryWriter {
    return new TarEntryWriter(this.write, path, size);
  }

  async end(): Promise<void> {
    await this.write(END);
  }
}

export class TarEntryWriter {
  #written = 0;
  #isBegun = false;

  constructor(
    private readonly target: ChunkWriter,
    private readonly path: string,
    private readonly size: number,
  ) {}

  get isBegun(): boolean {
    return this.#isBegun;
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (!this.#isBegun) await this.#begin();
    this.#written += chunk.byteLength;
    if (this.#written > this.size) throw new Error(`${this.path} is longer than ${String(this.size)} bytes`);
    await this.target(chunk);
  }

  async end(): Promise<void> {
    if (!this.#isBegun) await this.#begin();
    if (this.#written !== this.size) throw new Error(`${this.path} is shorter than ${String(this.size)} bytes`);
    await this.target(paddingOf(this.size));
  }

  async #begin(): Promise<void> {
    this.#isBegun = true;
    const records = [
      ...(Buffer.byteLength(this.path) > LONGEST_NAME ? [recordOf('path', this.path)] : []),
      ...(this.size > LARGEST_SIZE ? [recordOf('size', String(this.size))] : []),
    ].join('');
    if (records !== '') {
      const bytes = Buffer.from(records, 'utf8');
      await this.target(headerOf('pax', bytes.length, 'x'));
      await this.target(bytes);
      await this.target(paddingOf(bytes.length));
    }
    await this.target(headerOf(this.path, this.size, '0'));
  }
}
