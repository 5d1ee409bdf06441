import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { CliError } from '../exit.js';

/** A file of this machine that is to be sent, as it was found. */
export interface SourceFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly changedAtMs: number;
  readonly mediaType: string;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/quicktime',
  '.mkv': 'video/x-matroska',
  '.webm': 'video/webm',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.flac': 'audio/flac',
};

export async function findSourceFile(path: string): Promise<SourceFile> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new CliError('usage', `${path} cannot be read`, { cause });
  });
  if (!found.isFile()) throw new CliError('usage', `${path} is not a file`);
  const mediaType = MEDIA_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  return { path, name: basename(path), size: found.size, changedAtMs: found.mtimeMs, mediaType };
}

/** Half of one file and half of another would be a file that nobody ever had. */
export async function requireUnchanged(file: SourceFile): Promise<void> {
  const { size, changedAtMs } = await findSourceFile(file.path);
  if (size !== file.size || changedAtMs !== file.changedAtMs)
    throw new CliError('usage', `${file.path} has changed while it was sent`, {
      tryInstead: 'Push it again when it is complete.',
    });
}
