import { RetryableError, kindOf } from '@throughline/contracts';
import { SourceBytes } from '../delivery/source-bytes.js';
import type { DeliveryFile } from '../kit/destination.js';
import { CHUNK_BYTES, findLastChunk } from './range.js';
import type { Chunk, ChunkAnswer, UploadSessions } from './upload-sessions.js';

/** An upload session of one file. */
export interface SessionOfFile<Item = unknown> {
  readonly uploads: Pick<UploadSessions<Item>, 'send' | 'status'>;
  readonly url: string;
  readonly signal: AbortSignal;
}

export interface FileUpload extends SessionOfFile {
  /** The subject of errors, such as "Google Drive". */
  readonly service: string;
  readonly file: DeliveryFile;
  readonly storedBytes: number;
  readonly onKept: (bytes: number) => void;
}

const MOST_VAIN = 3;

/**
 * Sends a file except for its last chunk, which would create it, and verifies its checksum. Resends bytes that the service has
 * not kept.
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
  const { service, file } = sending;
  const end = first + bytes.byteLength;
  let at = first;
  for (let vain = 0; at < end;) {
    const answer = await sendOnce(sending, { first: at, bytes: bytes.subarray(at - first), total: file.size });
    if (answer.kind !== 'kept') return answer.kind;
    if (answer.kept < at || answer.kept > end)
      throw new RetryableError('session-lost', `${service} has kept another part of ${file.name} than the part that was sent`);
    vain = answer.kept === at ? vain + 1 : 0;
    if (vain === MOST_VAIN)
      throw new RetryableError('truncated', `${service} keeps no bytes of ${file.name}; the upload is retried`);
    at = answer.kept;
    sending.onKept(at);
  }
  return 'kept';
}

/** After an error or without an answer, asks how many bytes the service has. Only that number counts. */
export async function sendOnce<Item>(
  { uploads, url, signal }: SessionOfFile<Item>,
  chunk: Chunk,
): Promise<Exclude<ChunkAnswer<Item>, { kind: 'trouble' }>> {
  const answer = await uploads.send(url, chunk, signal).catch((error: unknown): ChunkAnswer<Item> => {
    if (signal.aborted || kindOf(error) !== 'waiting' || !(error instanceof Error)) throw error;
    return { kind: 'trouble', error };
  });
  if (answer.kind !== 'trouble') return answer;
  const status = await uploads.status(url, chunk.total, signal);
  // No progress: fail, so that a busy server is not asked again at once.
  if (status.kind === 'trouble' || (status.kind === 'kept' && status.kept === chunk.first)) throw answer.error;
  return status;
}
