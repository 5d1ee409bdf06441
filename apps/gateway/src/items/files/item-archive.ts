import { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { ShownFile } from '@throughline/domain';
import { nameArchivedFiles } from './archive-names.js';
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
 * of an earlier run only if the present run does not name it.
 */
export function listArchivedFiles(artifacts: readonly OfferedFile[]): readonly ArchivedFile[] {
  const current = new Set(artifacts.flatMap(({ key, isEarlier }) => (isEarlier === true ? [] : [key])));
  const named = artifacts.filter(({ key, isEarlier }) => isEarlier !== true || !current.has(key));
  const stored = [...new Map(named.map((artifact) => [artifact.key, artifact])).values()];
  return [...nameArchivedFiles(stored)].map(([artifact, path]) => ({ path, artifact }));
}

/** Returns the bytes of the files in the archive. Their names in it come on top. */
export const sumArchived = (artifacts: readonly ShownFile[]): number =>
  listArchivedFiles(artifacts).reduce((sum, { artifact }) => sum + artifact.size, 0);

export interface ZipArchive {
  /** Bytes. */
  readonly size: number;
  /** Starts to read the files, one after the other, as fast as the stream is read. */
  open(): Readable;
}

/**
 * Builds a ZIP archive without compression, so that its size is known before the first byte: media and pictures are compressed
 * already. A file that cannot be read destroys the stream.
 */
export async function createArchive(store: Pick<ArtifactStore, 'open'>, files: readonly DatedFile[]): Promise<ZipArchive> {
  // Loaded only by the few requests that need it.
  const { ZipFile } = (await import('yazl')).default;
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: unknown): void => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  zip.on('error', fail);
  let start: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
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
  for (const { path, artifact, mtime } of files)
    zip.addReadStreamLazy(path, { size: artifact.size, mtime, compress: false }, (done) => {
      read(artifact).then((stream) => {
        done(null, stream);
      }, fail);
    });
  const size = await new Promise<number>((resolve) => {
    // The types of the library lack the argument.
    const onSize = resolve as () => void;
    zip.end({ forceZip64Format: false, comment: '' }, onSize);
  });
  return {
    size,
    open: () => {
      start();
      return output;
    },
  };
}
