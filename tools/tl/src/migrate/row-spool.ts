import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_ROWS, type OldLogRow } from '@throughline/domain';
import { readLines } from '../fold/read-lines.js';
import type { SourceRow, UnusableRow } from './source-row.js';

/** Open files by level. Together they are few enough for the limit of every system. */
const PARTS = [64, 16, 16] as const;
const MIB = 1_024 * 1_024;
/** Bytes of each part in memory before they are written. */
const BUFFER = MIB / 16;
const CHUNK = 256 * 1_024;
const LONGEST = 4 * MIB;
/** A larger part is divided first: it would be read once for each group of its files. */
const LARGE_PART = 8 * MIB;
/** Bytes of the files that are in memory at a time. */
const GROUP_BYTES = 2 * MIB;
/** A longer log would not fit into memory beside its history. */
export const LONGEST_LOG = 32 * MIB;

/** All rows of one file of the older system. */
export interface SourceFile {
  readonly fileId: string;
  readonly fileName?: string;
  readonly filePath?: string;
  readonly rows: readonly OldLogRow[];
  readonly unusable: readonly UnusableRow['unusable'][];
  /** Set if the log is too long to be read: it has no rows then. */
  readonly excess?: string;
}

interface Extent {
  rows: number;
  bytes: number;
}

const excessOf = ({ rows, bytes }: Extent): string | undefined => {
  if (rows > MAX_ROWS) return `the file has ${String(rows)} rows, more than ${String(MAX_ROWS)}`;
  return bytes > LONGEST_LOG ? `its rows are longer than ${String(LONGEST_LOG)} bytes` : undefined;
};

/** FNV-1a: the rows of a file are in one part. Each level divides the ids in another way. */
function hashOf(fileId: string, level: number): number {
  let hash = 0x811c9dc5 ^ level;
  for (let at = 0; at < fileId.length; at += 1) hash = Math.imul(hash ^ fileId.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** A part of the spool: rows in the order of the source. The id of its file stands before each. */
class Part {
  #waiting: string[] = [];
  #bytes = 0;
  #written = 0;

  constructor(private readonly file: FileHandle) {}

  get size(): number {
    return this.#written;
  }

  async add(fileId: string, json: string): Promise<void> {
    // JSON has no raw tab, so the first one ends the id.
    const line = `${JSON.stringify(fileId)}\t${json}\n`;
    this.#waiting.push(line);
    this.#bytes += line.length;
    if (this.#bytes >= BUFFER) await this.flush();
  }

  async flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting.join(''), 'utf8');
    this.#waiting = [];
    this.#bytes = 0;
    for (let from = 0; from < bytes.length;) {
      const { bytesWritten } = await this.file.write(bytes, from, bytes.length - from, this.#written);
      from += bytesWritten;
      this.#written += bytesWritten;
    }
  }

  async *lines(): AsyncGenerator<{ readonly fileId: string; readonly json: string; readonly bytes: number }> {
    if (this.#written === 0) return;
    const stream = createReadStream('', {
      fd: this.file.fd,
      start: 0,
      end: this.#written - 1,
      autoClose: false,
      highWaterMark: CHUNK,
    });
    for await (const lines of readLines(stream, LONGEST))
      for (const { bytes } of lines) {
        const tab = bytes.indexOf('\t');
        const fileId = JSON.parse(bytes.toString('utf8', 0, tab)) as string;
        yield { fileId, json: bytes.toString('utf8', tab + 1), bytes: bytes.length };
      }
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

type Entry = Omit<SourceRow, 'fileId'> | Omit<UnusableRow, 'fileId'>;

function collectFile(fileId: string, entries: readonly Entry[]): SourceFile {
  const rows = entries.flatMap((entry) => ('row' in entry ? [entry.row] : []));
  const first = (key: 'fileName' | 'filePath'): string | undefined =>
    entries.flatMap((entry) => ('row' in entry ? (entry[key] ?? []) : [])).at(0);
  const [fileName, filePath] = [first('fileName'), first('filePath')];
  return {
    fileId,
    ...(fileName === undefined ? {} : { fileName }),
    ...(filePath === undefined ? {} : { filePath }),
    rows,
    unusable: entries.flatMap((entry) => ('unusable' in entry ? [entry.unusable] : [])),
  };
}

/** Divides the files of a part into groups that fit into memory, in the order of their first rows. */
function* groupFiles(extents: ReadonlyMap<string, Extent>): Generator<ReadonlySet<string>> {
  let group = new Set<string>();
  let bytes = 0;
  for (const [fileId, extent] of extents) {
    if (excessOf(extent) !== undefined) continue;
    if (bytes + extent.bytes > GROUP_BYTES && group.size > 0) {
      yield group;
      [group, bytes] = [new Set(), 0];
    }
    group.add(fileId);
    bytes += extent.bytes;
  }
  if (group.size > 0) yield group;
}

interface SpoolOptions {
  readonly folder: string;
  readonly largePart: number;
  readonly level: number;
}

/**
 * Groups rows by their files in little memory, however many there are and in whatever order they come. The rows are in files
 * without a name meanwhile: when the process ends, in whatever way, the system removes them with their texts.
 */
export class RowSpool {
  private constructor(
    private readonly options: SpoolOptions,
    private readonly parts: readonly Part[],
  ) {}

  static async open(folder = tmpdir(), largePart = LARGE_PART, level = 0): Promise<RowSpool> {
    const own = await mkdtemp(join(folder, 'tl-migrate-'));
    try {
      const files = Array.from({ length: PARTS[level] ?? 1 }, (_, index) => open(join(own, String(index)), 'wx+', 0o600));
      return new RowSpool(
        { folder, largePart, level },
        (await Promise.all(files)).map((file) => new Part(file)),
      );
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  }

  async add({ fileId, ...entry }: SourceRow | UnusableRow): Promise<void> {
    await this.parts[hashOf(fileId, this.options.level) % this.parts.length]?.add(fileId, JSON.stringify(entry));
  }

  /** Yields each file once, with all of its rows. */
  async *files(): AsyncGenerator<SourceFile> {
    const { largePart, level } = this.options;
    for (const part of this.parts) {
      await part.flush();
      if (part.size > largePart && level + 1 < PARTS.length) yield* this.#divide(part);
      else yield* this.#readPart(part);
    }
  }

  async *#divide(part: Part): AsyncGenerator<SourceFile> {
    const { folder, largePart, level } = this.options;
    const spool = await RowSpool.open(folder, largePart, level + 1);
    try {
      for await (const { fileId, json } of part.lines())
        await spool.parts[hashOf(fileId, level + 1) % spool.parts.length]?.add(fileId, json);
      yield* spool.files();
    } finally {
      await spool.close();
    }
  }

  async *#readPart(part: Part): AsyncGenerator<SourceFile> {
    const extents = new Map<string, Extent>();
    for await (const { fileId, bytes } of part.lines()) {
      const extent = extents.get(fileId) ?? { rows: 0, bytes: 0 };
      extents.set(fileId, extent);
      extent.rows += 1;
      extent.bytes += bytes;
    }
    for (const [fileId, extent] of extents) {
      const excess = excessOf(extent);
      if (excess !== undefined) yield { fileId, rows: [], unusable: [], excess };
    }
    for (const group of groupFiles(extents)) yield* this.#readGroup(part, group);
  }

  async *#readGroup(part: Part, group: ReadonlySet<string>): AsyncGenerator<SourceFile> {
    const found = new Map<string, Entry[]>();
    for await (const { fileId, json } of part.lines()) {
      if (!group.has(fileId)) continue;
      const entries = found.get(fileId) ?? [];
      found.set(fileId, entries);
      entries.push(JSON.parse(json) as Entry);
    }
    for (const [fileId, entries] of found) yield collectFile(fileId, entries);
  }

  async close(): Promise<void> {
    for (const part of this.parts) await part.close();
  }
}
