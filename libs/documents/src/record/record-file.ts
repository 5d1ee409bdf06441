import { open } from 'node:fs/promises';
import { PermanentError } from '@throughline/contracts';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated, type IsolationOptions } from '../isolated/run-isolated.js';
import { inspectArchiveTask } from '../office/archive-task.js';
import { inspectPdfTask } from '../pdf/tasks.js';
import { readImageSize } from '../sniff/image-size.js';
import { OFFICE_TYPES, type FileType } from '../sniff/kind.js';
import { detectType } from '../sniff/magic.js';
import { decodeText, detectEncoding, detectTextType } from '../sniff/text-encoding.js';
import type { FileRecord } from './file-record.js';
import { detectOldOfficeType } from './old-office.js';

export interface RecordLimits {
  readonly maxPages: number;
  readonly maxPixels: number;
}

type FileFacts = Omit<FileRecord, 'size' | 'recordedAt'>;
type TaskContext = Pick<IsolationOptions, 'scratch' | 'signal'>;

const HEAD_BYTES = 256 * 1024;

async function readHead(path: string): Promise<{ head: Buffer; size: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(size, HEAD_BYTES));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return { head: buffer.subarray(0, bytesRead), size };
  } finally {
    await file.close();
  }
}

const plain = ({ kind, mediaType, extension }: FileType): FileFacts => ({
  kind,
  mediaType,
  extension,
  encrypted: false,
  locked: false,
  signed: false,
});

async function inspectPdfFile(
  path: string,
  type: FileType,
  { maxPages, ...looking }: RecordLimits & TaskContext,
): Promise<FileFacts> {
  const { pages, ...facts } = await runIsolated(inspectPdfTask, { path }, looking);
  if (pages === 0) throw new PermanentError('broken', 'The PDF has no page');
  if (pages !== undefined && pages > maxPages)
    throw new PermanentError(
      'too-many-pages',
      `The document has ${String(pages)} pages; the limit is ${String(maxPages)}. Split it, or raise document.max_pages`,
    );
  return { ...plain(type), ...facts, ...(pages === undefined ? {} : { pages }) };
}

const megapixels = (pixels: number): string => (pixels / 1e6).toFixed(pixels < 1e7 ? 1 : 0);

function inspectImage(head: Buffer, type: FileType, { maxPixels }: RecordLimits): FileFacts {
  const size = readImageSize(head, type.mediaType);
  if (size === undefined || size.width * size.height === 0)
    throw new PermanentError('broken', 'The picture is broken: it does not contain its size');
  const { width, height } = size;
  if (width * height > maxPixels)
    throw new PermanentError(
      'too-many-pixels',
      `The picture has ${megapixels(width * height)} megapixels (${String(width)} × ${String(height)}); the limit is ${megapixels(maxPixels)}. ` +
        'Make it smaller, or raise document.max_pixels',
    );
  return { ...plain(type), width, height, pages: 1 };
}

async function inspectArchiveFile(path: string, looking: TaskContext): Promise<FileFacts> {
  const { unpackedBytes, unpackedRatio, harmlessBytes, archiveEntries } = documentLimits;
  const limits = { mostBytes: unpackedBytes, mostRatio: unpackedRatio, harmlessBytes, mostEntries: archiveEntries };
  const { format } = await runIsolated(inspectArchiveTask, { path, ...limits }, looking);
  const type = format === undefined ? undefined : OFFICE_TYPES[format];
  if (type === undefined)
    throw new PermanentError('type-unsupported', 'The file is an archive: unpack it, and upload the documents in it');
  return plain(type);
}

function inspectText(head: Buffer, isWhole: boolean): FileFacts {
  if (detectEncoding(head, isWhole) === undefined)
    throw new PermanentError(
      'type-unknown',
      'The type of the file was not recognised. Supported are PDF, pictures (JPEG, PNG, WebP, GIF, BMP, AVIF), Office files, text, HTML and e-mail (.eml)',
    );
  return plain(detectTextType(decodeText(head)));
}

async function inspectFile(
  path: string,
  { head, size }: { head: Buffer; size: number },
  how: RecordLimits & TaskContext,
): Promise<FileFacts> {
  if (size === 0) throw new PermanentError('empty-file', 'The file is empty');
  const magic = detectType(head);
  if (magic === undefined) return inspectText(head, head.length === size);
  if ('unread' in magic)
    throw new PermanentError('type-unsupported', `The file is ${magic.unread}, which is not supported: export it as PDF`);
  if ('container' in magic) {
    if (magic.container === 'zip') return inspectArchiveFile(path, how);
    const { type, locked } = await detectOldOfficeType(path);
    return { ...plain(type), locked, encrypted: locked };
  }
  return magic.type.kind === 'pdf' ? inspectPdfFile(path, magic.type, how) : inspectKnownType(head, magic.type, how);
}

const inspectKnownType = (head: Buffer, type: FileType, limits: RecordLimits): FileFacts =>
  type.kind === 'image' ? inspectImage(head, type, limits) : plain(type);

/**
 * Returns the media type that the first bytes of a file show. Undefined if they do not: for example, the type of an Office file is
 * known only after its parts were read.
 */
export async function detectMediaType(path: string): Promise<string | undefined> {
  const { head, size } = await readHead(path);
  if (size === 0) return undefined;
  const magic = detectType(head);
  if (magic !== undefined) return 'type' in magic ? magic.type.mediaType : undefined;
  const isText = detectEncoding(head, head.length === size) !== undefined;
  return isText ? detectTextType(decodeText(head)).mediaType : undefined;
}

/** Detects the kind of a file from its bytes. File names are not reliable. */
export async function recordFile(path: string, how: RecordLimits & TaskContext & { readonly now: Date }): Promise<FileRecord> {
  const looked = await readHead(path);
  return { ...(await inspectFile(path, looked, how)), size: looked.size, recordedAt: how.now.toISOString() };
}
