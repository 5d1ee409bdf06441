import { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { ShownFile } from '@throughline/domain';
import { loadZipLibrary } from '../../kit/zip-library.js';
import { nameArchivedFiles, nameOriginal } from './archive-names.js';
import type { OfferedFile } from './made-files.js';

export interface ArchivedFile {
  readonly path: string;
  readonly artifact: OfferedFile;
}

export interface DatedFile extends ArchivedFile {
  readonly mtime: Date;
}

/**
 * Names the files in the archive. A stored file that two steps name is in it once, under the name of the later step, and as a file
 * of an earlier run only if the present run does not name it. `fileName` is that of the file that a person gave.
 */
export function listArchivedFiles(artifacts: readonly OfferedFile[], fileName?: string): readonly ArchivedFile[] {
  const current = new Set(artifacts.flatMap(({ key, isEarlier }) => (isEarlier === true ? [] : [key])));
  const named = artifacts.filter(({ key, isEarlier }) => isEarlier !== true || !current.has(key));
  const stored = [...new Map(named.map((artifact) => [artifact.key, artifact])).values()];
  return [...nameArchivedFiles(stored.map((artifact) => nameOriginal(artifact, fileName)))].map(([artifact, path]) => ({
    path,
    artifact,
  }));
}

/** Returns the bytes of the files in the archive. Their names in it come on top. */
export const sumArchived = (artifacts: readonly ShownFile[]): number =>
  listArchivedFiles(artifacts).reduce((sum, { artifact }) => sum + artifact.size, 0);

export interface ZipArchive {
  /** Bytes. Undefined if only the written archive tells: its items are read while it is sent. */
  readonly size: number | undefined;
  /** Starts to read the files, one after the other, as fast as the stream is read. */
  open(): Readable | Promise<Readable>;
}

/** Opens an archive without compression: media and pictures are compressed already. Reads its files once `started` resolves. */
async function openZip(store: Pick<ArtifactStore, 'open'>, started: Promise<void>) {
  const { ZipFile } = await loadZipLibrary();
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: unknown): void => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  zip.on('error', fail);
  let reading: Readable | undefined;
  output.on('close', () => reading?.destroy());
  const read = async ({ key, make }: OfferedFile): Promise<Readable> => {
    await started;
    const { stream } = make === undefined ? await store.open(key) : { stream: Readable.from([await make()]) };
    // The library does not listen: an error that nobody hears ends the process.
    stream.on('error', fail);
    reading = stream;
    if (output.destroyed) stream.destroy();
    return stream;
  };
  /** Calls `onTurn` when all files before it are written. A file that cannot be read destroys the stream. */
  const add = ({ path, artifact, mtime }: DatedFile, onTurn?: () => void): void => {
    zip.addReadStreamLazy(path, { size: artifact.size, mtime, compress: false }, (done) => {
      onTurn?.();
      read(artifact).then((stream) => {
        done(null, stream);
      }, fail);
    });
  };
  const end = (onSize: (size: number) => void = () => undefined): void => {
    // The types of the library lack the argument.
    zip.end({ forceZip64Format: false, comment: '' }, onSize as () => void);
  };
  return { output, add, end, fail };
}

/** Builds a ZIP archive whose size is known before the first byte. */
export async function createArchive(store: Pick<ArtifactStore, 'open'>, files: readonly DatedFile[]): Promise<ZipArchive> {
  let start: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  const { output, add, end } = await openZip(store, started);
  for (const file of files) add(file);
  const size = await new Promise<number>(end);
  return {
    size,
    open: () => {
      start();
      return output;
    },
  };
}

/** Writes the parts one after the other. Asks for a part when the last file of the one before has its turn, so that few are held. */
export async function streamArchive(
  store: Pick<ArtifactStore, 'open'>,
  parts: AsyncIterable<readonly DatedFile[]>,
): Promise<Readable> {
  const { output, add, end, fail } = await openZip(store, Promise.resolve());
  const closed = new Promise<void>((resolve) => {
    output.once('close', resolve);
  });
  const writePart = (files: readonly DatedFile[]): Promise<void> =>
    new Promise((resolve) => {
      for (const [index, file] of files.entries()) add(file, index === files.length - 1 ? resolve : undefined);
    });
  const write = async (): Promise<void> => {
    for await (const files of parts) {
      if (output.destroyed) return;
      if (files.length > 0) await Promise.race([writePart(files), closed]);
    }
    end();
  };
  write().catch(fail);
  return output;
}
