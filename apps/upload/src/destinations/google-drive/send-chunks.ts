import { RetryableError, kindOf } from '@throughline/contracts';
import { SourceBytes } from '../../delivery/source-bytes.js';
import type { DeliveryFile } from '../destination.js';
import type { ChunkAnswer, DriveClient } from './drive-client.js';
import { CHUNK_BYTES, findLastChunk } from './range.js';

export interface FileUpload {
  readonly drive: DriveClient;
  readonly file: DeliveryFile;
  readonly url: string;
  readonly storedBytes: number;
  readonly signal: AbortSignal;
  readonly onKept: (bytes: number) => void;
}

const MOST_VAIN = 3;

/**
 * Sends a file except for its last chunk, which would create it, and verifies its checksum. Resends bytes that Drive has not
 * kept.
 */
export async function sendAllButLast(sending: FileUpload): Promise<'sent' | 'gone' | 'complete'> {
  const source = new SourceBytes([sending.file], sending.signal);
  try {
    const end = findLastChunk(sending.file.size);
    await source.skipTo(sending.storedBytes);
    for (let at = sending.storedBytes; at < end;) {
      const to = Math.min(at + CHUNK_BYTES, end);
      const ended = await sendChunk(sending, at, await read(source, to));
      if (ended !== 'kept') return ended;
      at = to;
    }
    await source.end();
    return 'sent';
  } finally {
    await source.close();
  }
}

async function read(source: SourceBytes, to: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  await source.readTo(to, (piece) => {
    pieces.push(piece);
    return Promise.resolve();
  });
  return Buffer.concat(pieces);
}

async function sendChunk(sending: FileUpload, first: number, bytes: Buffer): Promise<'kept' | 'gone' | 'complete'> {
  const end = first + bytes.byteLength;
  let at = first;
  for (let vain = 0; at < end;) {
    const answer = await sendOnce(sending, at, bytes.subarray(at - first));
    if (answer.kind !== 'kept') return answer.kind;
    if (answer.kept < at || answer.kept > end)
      throw new RetryableError(
        'session-lost',
        `Google Drive has kept another part of ${sending.file.name} than the part that was sent`,
      );
    vain = answer.kept === at ? vain + 1 : 0;
    if (vain === MOST_VAIN)
      throw new RetryableError('truncated', `Google Drive keeps no bytes of ${sending.file.name}; the upload is retried`);
    at = answer.kept;
    sending.onKept(at);
  }
  return 'kept';
}

/** After an error or without an answer, asks Drive how many bytes it has. Only that number counts. */
async function sendOnce(
  { drive, url, file, signal }: FileUpload,
  first: number,
  bytes: Uint8Array,
): Promise<Exclude<ChunkAnswer, { kind: 'trouble' }>> {
  const total = file.size;
  const answer = await drive.send(url, { first, bytes, total }, signal).catch((error: unknown): ChunkAnswer => {
    if (signal.aborted || kindOf(error) !== 'waiting' || !(error instanceof Error)) throw error;
    return { kind: 'trouble', error };
  });
  if (answer.kind !== 'trouble') return answer;
  const status = await drive.status(url, total, signal);
  // No progress: fail, so that a busy server is not asked again at once.
  if (status.kind === 'trouble' || (status.kind === 'kept' && status.kept === first)) throw answer.error;
  return status;
}
