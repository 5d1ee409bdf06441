import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { open, type Entry, type ZipFile } from 'yauzl';
import { Refusal } from '../isolated/refusal.js';
import type { TaskHandler } from '../isolated/task.js';
import type { ArchiveInput } from './archive-task.js';

const broken = (cause: unknown): Refusal =>
  new Refusal('broken', 'The file is broken: it looks like an Office file, but cannot be unpacked', { cause });

const opened = (path: string): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: true, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(broken(error));
      else resolve(zip);
    });
  });

const streamOf = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(broken(error));
      else resolve(stream);
    });
  });

/** Detects a format by folders and files that only this format has. */
const FORMATS: readonly (readonly [format: string, file: RegExp])[] = [
  ['docx', /^word\/document\d*\.xml$/],
  ['xlsx', /^xl\/workbook\.(xml|bin)$/],
  ['pptx', /^ppt\/presentation\.xml$/],
];
const ODF = /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)(-template)?$/;
const ODF_FORMATS: Readonly<Record<string, string>> = { text: 'odt', spreadsheet: 'ods', presentation: 'odp' };
const LONGEST_TYPE = 100;

/** Counts the unpacked bytes: the sizes that an archive declares are the first lie of a bomb. */
class ArchiveScanner {
  entries = 0;
  bytes = 0;
  format: string | undefined;

  constructor(
    private readonly limits: ArchiveInput,
    private readonly packedBytes: number,
  ) {}

  async take(zip: ZipFile, entry: Entry): Promise<void> {
    this.entries += 1;
    if (this.entries > this.limits.mostEntries) throw this.#bomb(`contains more than ${String(this.limits.mostEntries)} files`);
    if (entry.fileName.endsWith('/')) return;
    this.format ??= FORMATS.find(([, file]) => file.test(entry.fileName))?.[0];
    let beginning = '';
    for await (const chunk of (await streamOf(zip, entry)) as AsyncIterable<Buffer>) {
      this.#count(chunk.length);
      if (beginning.length < LONGEST_TYPE) beginning += chunk.toString('latin1', 0, LONGEST_TYPE);
    }
    if (entry.fileName === 'mimetype') this.#ofType(beginning.trim());
  }

  #ofType(type: string): void {
    const odf = ODF.exec(type)?.[1];
    if (odf !== undefined) this.format = ODF_FORMATS[odf];
  }

  #count(bytes: number): void {
    this.bytes += bytes;
    const { mostBytes, mostRatio, harmlessBytes } = this.limits;
    if (this.bytes > mostBytes) throw this.#bomb(`would unpack to more than ${String(mostBytes)} bytes`);
    if (this.bytes > harmlessBytes && this.bytes > this.packedBytes * mostRatio)
      throw this.#bomb(`would unpack to more than ${String(mostRatio)} times its size`);
  }

  #bomb(what: string): Refusal {
    return new Refusal('archive-bomb', `The file ${what}. It may be an archive bomb, so it is not opened`);
  }
}

export const inspectArchive: TaskHandler<ArchiveInput, { format?: string; entries: number; unpackedBytes: number }> = async (
  input,
) => {
  const zip = await opened(input.path);
  const unpacking = new ArchiveScanner(input, (await stat(input.path)).size);
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      unpacking.take(zip, entry).then(
        () => {
          zip.readEntry();
        },
        (error: unknown) => {
          reject(error instanceof Refusal ? error : broken(error));
        },
      );
    });
    zip.once('end', resolve);
    zip.once('error', (error) => {
      reject(broken(error));
    });
    zip.readEntry();
  });
  const { format, entries, bytes } = unpacking;
  return { ...(format === undefined ? {} : { format }), entries, unpackedBytes: bytes };
};
