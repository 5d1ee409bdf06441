import type { SftpSession } from '@throughline/sftp';
import type { SourceBytes } from '../../delivery/source-bytes.js';
import { lookAt } from './remote-folder.js';

/** Every server accepts this much at once (draft-ietf-secsh-filexfer-02, section 3). */
const PIECE_BYTES = 32 * 1024;
/** With one request at a time, a distant server would take some megabytes in a second at most. */
const REQUESTS_AHEAD = 16;
/** Requests in flight may be carried out in any order, so the end of a partial file may have holes. */
const UNSURE_BYTES = 2 * PIECE_BYTES * REQUESTS_AHEAD;

export interface PartialFile {
  readonly at: string;
  /** Partial files of earlier attempts. */
  readonly earlier: readonly string[];
  /** The size of the complete file. Bytes. */
  readonly size: number;
}

/**
 * Takes over the largest partial file of earlier attempts. Returns the number of bytes in it that are certain. A suspended attempt
 * may still write to it, but the same bytes to the same places.
 */
export async function resumePart(session: SftpSession, { at, earlier, size }: PartialFile): Promise<number> {
  let [best, bytes] = ['', 0];
  for (const path of [at, ...earlier]) {
    const there = await sizeOfPart(session, path);
    if (there <= size && there > bytes) [best, bytes] = [path, there];
  }
  const certain = Math.max(0, bytes - UNSURE_BYTES);
  if (certain === 0) return 0;
  if (best !== at) await session.replace(best, at);
  return certain;
}

async function sizeOfPart(session: SftpSession, path: string): Promise<number> {
  const found = await lookAt(session, path);
  return found?.isFolder === false ? (found.size ?? 0) : 0;
}

export interface FileWriting {
  readonly path: string;
  readonly source: SourceBytes;
  readonly offset: number;
  readonly size: number;
  readonly onBytes: (bytes: number) => void;
}

/**
 * Writes the rest of a file, with several requests in progress. Then compares its size, and the last bytes that it has read back:
 * the protocol has no checksums that servers offer.
 */
export async function writeFile(
  session: SftpSession,
  { path, source, offset, size, onBytes }: FileWriting,
): Promise<'same' | 'other'> {
  const handle = await session.open(path, offset === 0 ? 'w' : 'r+');
  const writes: Promise<void>[] = [];
  let position = offset;
  let last: Buffer = Buffer.alloc(0);
  try {
    for await (const bytes of source.piecesTo(size)) {
      for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
        const piece = bytes.subarray(from, from + PIECE_BYTES);
        const write = session.write(handle, piece, position).then(() => {
          onBytes(piece.length);
        });
        // One before it may fail first.
        write.catch(() => undefined);
        writes.push(write);
        position += piece.length;
        last = piece;
        if (writes.length >= REQUESTS_AHEAD) await writes.shift();
      }
    }
    for (const write of writes.splice(0)) await write;
  } finally {
    await session.closeHandle(handle);
  }
  const found = await lookAt(session, path);
  return found?.size === size && (await readBack(session, path, size - last.length)).equals(last) ? 'same' : 'other';
}

async function readBack(session: SftpSession, path: string, from: number): Promise<Buffer> {
  const handle = await session.open(path);
  const buffer = Buffer.alloc(PIECE_BYTES);
  let length = 0;
  try {
    for (let count = -1; length < buffer.length && count !== 0; length += count)
      count = await session.read(handle, { buffer, offset: length, position: from + length });
  } finally {
    await session.closeHandle(handle);
  }
  return buffer.subarray(0, length);
}
