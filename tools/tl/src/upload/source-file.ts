import { createReadStream } from 'node:fs';
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

/**
 * What was announced of it, from there on, even if somebody appends to it meanwhile. The end is held back until it is known that all of it
 * is of the file that was found: a request that is short of its end registers nothing.
 */
export async function* bytesOf(file: SourceFile, from = 0): AsyncGenerator<Buffer> {
  let held: Buffer | undefined;
  if (from < file.size)
    for await (const chunk of createReadStream(file.path, { start: from, end: file.size - 1 }) as AsyncIterable<Buffer>) {
      if (held !== undefined) yield held;
      held = chunk;
    }
  await requireUnchanged(file);
  if (held !== undefined) yield held;
}
