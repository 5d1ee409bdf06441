import type { ByteReader } from './byte-reader.js';

const BLOCK = 512;
/** The extended header of one file holds a path of a few hundred bytes. */
const LARGEST_PAX = 8 * 1_024;

/** An archive that is damaged, or no archive of items. Its message never repeats content. */
export class ArchiveError extends Error {
  readonly kind = 'archive';
  constructor(message: string) {
    super(message);
    this.name = 'ArchiveError';
  }
}

/** A file of an archive. Its bytes must be read, or are skipped when the next file is asked for. */
export interface TarEntry {
  readonly path: string;
  readonly size: number;
  readonly bytes: () => AsyncGenerator<Buffer, void>;
}

const textAt = (header: Buffer, from: number, length: number): string => {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
};

function numberAt(header: Buffer, from: number, length: number): number {
  const text = textAt(header, from, length).trim();
  if (!/^[0-7]{1,12}$/.test(text)) throw new ArchiveError('the header of a file in the archive is damaged');
  return Number.parseInt(text, 8);
}

const CHECKSUM = { from: 148, to: 156 };
const SPACE = 32;

function requireChecksum(header: Buffer): void {
  const sum = header.reduce((total, byte, index) => total + (index >= CHECKSUM.from && index < CHECKSUM.to ? SPACE : byte), 0);
  if (sum !== numberAt(header, CHECKSUM.from, CHECKSUM.to - CHECKSUM.from))
    throw new ArchiveError('the header of a file in the archive is damaged');
}

function nameOf(header: Buffer): string {
  const prefix = textAt(header, 345, 155);
  const name = textAt(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Reads `LENGTH NAME=VALUE` records. */
function parseRecords(bytes: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let from = 0; from < bytes.length;) {
    const space = bytes.indexOf(SPACE, from);
    const length = space < 0 ? 0 : Number(bytes.subarray(from, space).toString('latin1'));
    const record = bytes.subarray(space + 1, from + length);
    const equals = record.indexOf('=');
    if (!Number.isInteger(length) || length <= space - from || from + length > bytes.length || equals < 0)
      throw new ArchiveError('an extended header in the archive is damaged');
    records.set(record.subarray(0, equals).toString('utf8'), record.subarray(equals + 1, -1).toString('utf8'));
    from += length;
  }
  return records;
}

export const isTarHeader = (start: Buffer): boolean => start.length === BLOCK && textAt(start, 257, 5) === 'ustar';

const paddingOf = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;
const cutOff = (): ArchiveError => new ArchiveError('the archive is cut off: its end is missing');

class TarReader {
  #unread = 0;
  #padding = 0;

  constructor(private readonly input: ByteReader) {}

  async next(): Promise<TarEntry | undefined> {
    await this.#skip();
    let records: ReadonlyMap<string, string> = new Map();
    for (;;) {
      const header = await this.#exactly(BLOCK);
      if (header.every((byte) => byte === 0)) return undefined;
      requireChecksum(header);
      const type = textAt(header, 156, 1);
      const size = numberAt(header, 124, 12);
      if (type !== 'x') return this.#entry(header, records, type);
      records = await this.#readRecords(size);
    }
  }

  #entry(header: Buffer, records: ReadonlyMap<string, string>, type: string): TarEntry {
    if (type !== '0' && type !== '') throw new ArchiveError('the archive has something else than files: a link or a folder');
    const path = records.get('path') ?? nameOf(header);
    const size = Number(records.get('size') ?? numberAt(header, 124, 12));
    if (!Number.isSafeInteger(size) || size < 0) throw new ArchiveError('the header of a file in the archive is damaged');
    this.#unread = size;
    this.#padding = paddingOf(size);
    return { path, size, bytes: () => this.#bytes() };
  }

  async #readRecords(size: number): Promise<ReadonlyMap<string, string>> {
    if (size > LARGEST_PAX) throw new ArchiveError('an extended header in the archive is too long');
    const bytes = await this.#exactly(size);
    await this.#exactly(paddingOf(size));
    return parseRecords(bytes);
  }

  async *#bytes(): AsyncGenerator<Buffer, void> {
    while (this.#unread > 0) {
      const part = await this.input.some(this.#unread);
      if (part === undefined) throw cutOff();
      this.#unread -= part.length;
      yield part;
    }
  }

  async #skip(): Promise<void> {
    for await (const _ of this.#bytes());
    await this.#exactly(this.#padding);
    this.#padding = 0;
  }

  async #exactly(size: number): Promise<Buffer> {
    const bytes = await this.input.take(size);
    if (bytes.length < size) throw cutOff();
    return bytes;
  }
}

/** Yields the files of a tar archive, in order. Throws `archive` for one that is damaged, cut off, or has links or folders. */
export async function* readTar(input: ByteReader): AsyncGenerator<TarEntry, void> {
  const reader = new TarReader(input);
  for (let entry = await reader.next(); entry !== undefined; entry = await reader.next()) yield entry;
}
