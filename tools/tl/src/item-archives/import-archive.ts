import type { ByteReader } from '../archive/byte-reader.js';
import { EVENTS_FILE } from '../archive/event-lines.js';
import { ArchiveError, readTar, type TarEntry } from '../archive/tar-reader.js';
import { readLines } from '../fold/read-lines.js';
import type { ImportRun } from './import-run.js';
import { FILES_FOLDER, MANIFEST_FILE, MISSING_FILE, readManifest, type Manifest } from './manifest.js';

const LONGEST_LINE = 4_096;

async function countLines(entry: TarEntry): Promise<number> {
  let count = 0;
  for await (const lines of readLines(entry.bytes(), LONGEST_LINE, { skipLonger: true })) count += lines.length;
  return count;
}

/** Reads the parts of an archive in the order in which `tl export` writes them, so that nothing is sent that a later part refutes. */
class ArchiveImport {
  #manifest: Manifest | undefined;
  #hasEvents = false;

  constructor(private readonly run: ImportRun) {}

  async add(entry: TarEntry): Promise<void> {
    if (entry.path === MANIFEST_FILE) await this.#readManifest(entry);
    else if (entry.path === EVENTS_FILE) await this.#addEvents(entry);
    else if (entry.path === MISSING_FILE) this.run.summary.files_missing += await countLines(entry);
    else if (entry.path.startsWith(FILES_FOLDER)) await this.#addFile(entry);
    else throw new ArchiveError('it has files that no export of items has');
  }

  /** Returns false if the export left out the files. */
  end(): boolean {
    const { files } = this.#requireManifest();
    if (!this.#hasEvents) throw new ArchiveError(`it has no ${EVENTS_FILE}`);
    return files;
  }

  async #readManifest(entry: TarEntry): Promise<void> {
    this.#manifest = await readManifest(entry);
    this.run.summary.items_missing = this.#manifest.items_left_out ?? 0;
  }

  async #addEvents(entry: TarEntry): Promise<void> {
    const { events } = this.#requireManifest();
    if (this.#hasEvents) throw new ArchiveError(`it has ${EVENTS_FILE} twice`);
    this.#hasEvents = true;
    await this.run.events(entry.bytes(), (lines) => {
      if (lines !== events)
        throw new ArchiveError(`${EVENTS_FILE} has ${String(lines)} lines, and ${MANIFEST_FILE} names ${String(events)}`);
    });
  }

  async #addFile(entry: TarEntry): Promise<void> {
    if (!this.#hasEvents) throw new ArchiveError(`its files stand before ${EVENTS_FILE}`);
    await this.run.file(entry);
  }

  #requireManifest(): Manifest {
    if (this.#manifest === undefined) throw new ArchiveError(`it does not begin with ${MANIFEST_FILE}`);
    return this.#manifest;
  }
}

/** Imports an archive of `tl export`. Returns false if it was made without files. Throws `archive` for any other archive. */
export async function importArchive(run: ImportRun, input: ByteReader): Promise<boolean> {
  const archive = new ArchiveImport(run);
  for await (const entry of readTar(input)) await archive.add(entry);
  return archive.end();
}
