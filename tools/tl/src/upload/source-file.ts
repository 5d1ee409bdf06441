import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CliError } from '../exit.js';

/** A local file to send, with its properties when it was found. */
export interface SourceFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly changedAtMs: number;
  readonly mediaType: string;
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';

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
  '.pdf': 'application/pdf',
  '.doc': 'application/msword',
  '.docx': `${OOXML}.wordprocessingml.document`,
  '.xls': 'application/vnd.ms-excel',
  '.xlsx': `${OOXML}.spreadsheetml.sheet`,
  '.ppt': 'application/vnd.ms-powerpoint',
  '.pptx': `${OOXML}.presentationml.presentation`,
  '.odt': `${ODF}.text`,
  '.ods': `${ODF}.spreadsheet`,
  '.odp': `${ODF}.presentation`,
  '.rtf': 'application/rtf',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.htm': 'text/html',
  '.html': 'text/html',
  '.eml': 'message/rfc822',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.bmp': 'image/bmp',
  '.avif': 'image/avif',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
};

export async function findSourceFile(path: string): Promise<SourceFile> {
  const found = await access(path, constants.R_OK)
    .then(() => stat(path))
    .catch((cause: unknown) => {
      throw new CliError('usage', `${path} cannot be read`, { cause });
    });
  if (!found.isFile()) throw new CliError('usage', `${path} is not a file`);
  const mediaType = MEDIA_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  return { path, name: basename(path), size: found.size, changedAtMs: found.mtimeMs, mediaType };
}

export async function hashFile({ path }: Pick<SourceFile, 'path'>): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Detects a change during the upload, which would mix the content of two versions. */
export async function requireUnchanged(file: SourceFile): Promise<void> {
  const { size, changedAtMs } = await findSourceFile(file.path);
  if (size !== file.size || changedAtMs !== file.changedAtMs)
    throw new CliError('usage', `${file.path} has changed during the upload`, {
      tryInstead: 'Push it again when it is complete.',
    });
}

/**
 * Reads the announced bytes from an offset, even if the file grows meanwhile. Sends the last chunk only after a check that the
 * file is unchanged: an incomplete request registers nothing.
 */
export async function* readBytes(file: SourceFile, from = 0): AsyncGenerator<Buffer> {
  let pending: Buffer | undefined;
  if (from < file.size)
    for await (const chunk of createReadStream(file.path, { start: from, end: file.size - 1 }) as AsyncIterable<Buffer>) {
      if (pending !== undefined) yield pending;
      pending = chunk;
    }
  await requireUnchanged(file);
  if (pending !== undefined) yield pending;
}
