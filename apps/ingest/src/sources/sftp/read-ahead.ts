import { changedError } from '../../file-trees/file-errors.js';
import type { SftpSession } from '@throughline/sftp';

/** Every server returns this much at once. */
const PIECE_BYTES = 32 * 1024;
/** With one request at a time, a distant server would send some megabytes in a second at most. */
const REQUESTS_AHEAD = 16;

interface OpenFile {
  readonly session: Pick<SftpSession, 'read'>;
  readonly handle: Buffer;
  readonly size: number;
}

async function readPiece({ session, handle, size }: OpenFile, start: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(PIECE_BYTES, size - start));
  for (let offset = 0; offset < buffer.length;) {
    const count = await session.read(handle, { buffer, offset, position: start + offset });
    if (count === 0) throw changedError();
    offset += count;
  }
  return buffer;
}

/** Yields the bytes of a file in order, with several requests in progress. Throws a permanent error if the file is shorter. */
export async function* readAhead(file: OpenFile): AsyncGenerator<Buffer, void, undefined> {
  const pieces: Promise<Buffer>[] = [];
  for (let next = 0; ;) {
    for (; pieces.length < REQUESTS_AHEAD && next < file.size; next += PIECE_BYTES) {
      const piece = readPiece(file, next);
      // A piece before it may fail first.
      piece.catch(() => undefined);
      pieces.push(piece);
    }
    const piece = pieces.shift();
    if (piece === undefined) return;
    yield await piece;
  }
}
