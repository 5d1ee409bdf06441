import { open } from 'node:fs/promises';
import { PermanentError } from '@throughline/contracts';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated, type Isolation } from '../isolated/run-isolated.js';
import { inspectArchiveTask } from '../office/archive-task.js';
import { inspectPdfTask } from '../pdf/tasks.js';
import { imageSize } from '../sniff/image-size.js';
import { OFFICE_TYPES, type FileType } from '../sniff/kind.js';
import { magicOf } from '../sniff/magic.js';
import { decodeText, encodingOf, writtenType } from '../sniff/written.js';
import type { FileRecord } from './file-record.js';
import { oldOfficeType } from './old-office.js';

export interface RecordLimits {
  readonly maxPages: number;
  /** Of a picture. */
  readonly maxPixels: number;
}

type Found = Omit<FileRecord, 'size' | 'recordedAt'>;
type Looking = Pick<Isolation, 'scratch' | 'signal'>;

const HEAD_BYTES = 256 * 1024;

async function headOf(path: string): Promise<{ head: Buffer; size: number }> {
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

const plain = ({ kind, mediaType, extension }: FileType): Found => ({
  kind,
  mediaType,
  extension,
  encrypted: false,
  locked: false,
  signed: false,
});

async function pdfRecord(path: string, type: FileType, { maxPages, ...looking }: RecordLimits & Looking): Promise<Found> {
  const { pages, ...facts } = await runIsolated(inspectPdfTask, { path }, looking);
  if (pages === 0) throw new PermanentError('broken', 'The PDF has no page');
  if (pages !== undefined && pages > maxPages)
    throw new PermanentError(
      'too-many-pages',
      `The document has ${String(pages)} pages, and at most ${String(maxPages)} are read: split it, or raise document.max_pages`,
    );
  return { ...plain(type), ...facts, ...(pages === undefined ? {} : { pages }) };
}

const megapixels = (pixels: number): string => (pixels / 1e6).toFixed(pixels < 1e7 ? 1 : 0);

function imageRecord(head: Buffer, type: FileType, { maxPixels }: RecordLimits): Found {
  const size = imageSize(head, type.mediaType);
  if (size === undefined || size.width * size.height === 0)
    throw new PermanentError('broken', 'The picture is broken: it does not say how large it is');
  const { width, height } = size;
  if (width * height > maxPixels)
    throw new PermanentError(
      'too-many-pixels',
      `The picture has ${megapixels(width * height)} megapixels (${String(width)} × ${String(height)}), and at most ${megapixels(maxPixels)} ` +
        'are read: make it smaller, or raise document.max_pixels',
    );
  return { ...plain(type), width, height, pages: 1 };
}

async function archiveRecord(path: string, looking: Looking): Promise<Found> {
  const { unpackedBytes, unpackedRatio, harmlessBytes, archiveEntries } = documentLimits;
  const limits = { mostBytes: unpackedBytes, mostRatio: unpackedRatio, harmlessBytes, mostEntries: archiveEntries };
  const { format } = await runIsolated(inspectArchiveTask, { path, ...limits }, looking);
  const type = format === undefined ? undefined : OFFICE_TYPES[format];
  if (type === undefined)
    throw new PermanentError('type-unsupported', 'The file is an archive: unpack it, and send the documents that are in it');
  return plain(type);
}

function writtenRecord(head: Buffer, isWhole: boolean): Found {
  if (encodingOf(head, isWhole) === undefined)
    throw new PermanentError(
      'type-unknown',
      'Nobody can tell what kind of file this is: PDF, pictures (JPEG, PNG, WebP, GIF, BMP, AVIF), Office files, text, HTML and e-mail (.eml) are read',
    );
  return { ...plain(writtenType(decodeText(head))), pages: 1 };
}

async function found(path: string, { head, size }: { head: Buffer; size: number }, how: RecordLimits & Looking): Promise<Found> {
  if (size === 0) throw new PermanentError('empty-file', 'The file is empty');
  const magic = magicOf(head);
  if (magic === undefined) return writtenRecord(head, head.length === size);
  if ('unread' in magic)
    throw new PermanentError('type-unsupported', `The file is ${magic.unread}, which is not read here: export it as PDF`);
  if ('container' in magic) {
    if (magic.container === 'zip') return archiveRecord(path, how);
    const { type, locked } = await oldOfficeType(path);
    return { ...plain(type), locked, encrypted: locked };
  }
  return magic.type.kind === 'pdf' ? pdfRecord(path, magic.type, how) : ofKind(head, magic.type, how);
}

const ofKind = (head: Buffer, type: FileType, limits: RecordLimits): Found =>
  type.kind === 'image' ? imageRecord(head, type, limits) : plain(type);

/** Finds out what a file is. Its name says nothing: anybody can call anything anything. */
export async function recordFile(path: string, how: RecordLimits & Looking & { readonly now: Date }): Promise<FileRecord> {
  const looked = await headOf(path);
  return { ...(await found(path, looked, how)), size: looked.size, recordedAt: how.now.toISOString() };
}
