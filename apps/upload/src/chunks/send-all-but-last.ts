import { RetryableError, kindOf } from '@throughline/contracts';
import { SourceBytes } from '../delivery/source-bytes.js';
import type { DeliveryFile } from '../kit/destination.js';
import type { Chunk, ChunkAnswer, ChunkedUploads, ContentHasher } from './chunked-uploads.js';

interface UploadSession<Item = unknown> {
  readonly uploads: ChunkedUploads<Item>;
  readonly session: string;
  readonly signal: AbortSignal;
}

export interface FileUpload extends UploadSession {
  readonly file: DeliveryFile;
  readonly kept: number;
  readonly onKept: (bytes: number) => void;
}

/** The hash of the whole content, in the algorithm of the service. */
interface SentFile {
  readonly hash: string;
}

const MAX_VAIN = 3;

/** Reads a file, verifies its checksum at the end, and computes its hash in the algorithm of the service. */
class HashedSource {
  readonly #source: SourceBytes;
  readonly #hasher: ContentHasher | undefined;

  constructor(private readonly upload: Pick<FileUpload, 'uploads' | 'file' | 'signal'>) {
    this.#source = new SourceBytes([upload.file], upload.signal);
    this.#hasher = upload.uploads.createHasher?.();
  }

  async readTo(end: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    await this.#take(end, (piece) => pieces.push(piece));
    return Buffer.concat(pieces);
  }

  /** Reads bytes that the service has already, for the hashes. */
  skipTo(end: number): Promise<void> {
    return this.#take(end, () => undefined);
  }

  async digest(): Promise<string> {
    const { size, sha256 } = this.upload.file;
    await this.skipTo(size);
    await this.#source.end();
    return this.#hasher?.digest() ?? sha256;
  }

  close(): Promise<void> {
    return this.#source.close();
  }

  #take(end: number, take: (piece: Buffer) => unknown): Promise<void> {
    return this.#source.readTo(end, (piece) => {
      this.#hasher?.update(piece);
      take(piece);
      return Promise.resolve();
    });
  }
}

/**
 * Sends a file except for its last chunk, which would create the object, and verifies its checksum. Resends bytes that the
 * service has not kept. A file without bytes needs no session.
 */
export async function sendAllButLast(upload: FileUpload): Promise<SentFile | 'gone' | 'complete'> {
  const { uploads, file, kept } = upload;
  const source = new HashedSource(upload);
  try {
    const end = uploads.findLastChunk(file.size);
    await source.skipTo(Math.min(kept, file.size));
    for (let at = kept; at < end;) {
      const to = Math.min(at + uploads.chunkBytes, end);
      const ended = await sendChunk(upload, at, await source.readTo(to));
      if (ended !== 'kept') return ended;
      at = to;
    }
    return { hash: await source.digest() };
  } finally {
    await source.close();
  }
}

async function sendChunk(upload: FileUpload, first: number, bytes: Buffer): Promise<'kept' | 'gone' | 'complete'> {
  const { label } = upload.uploads;
  const { size, name } = upload.file;
  const end = first + bytes.byteLength;
  let at = first;
  for (let vain = 0; at < end;) {
    const answer = await sendOnce(upload, { first: at, bytes: bytes.subarray(at - first), total: size });
    if (answer.kind !== 'kept') return answer.kind;
    if (answer.kept < at || answer.kept > end)
      throw new RetryableError('session-lost', `${label} has kept another part of ${name} than the part that was sent`);
    vain = answer.kept === at ? vain + 1 : 0;
    if (vain === MAX_VAIN) throw new RetryableError('truncated', `${label} keeps no bytes of ${name}; the upload is retried`);
    at = answer.kept;
    upload.onKept(at);
  }
  return 'kept';
}

/** After an error or without an answer, asks how many bytes the service has. Only that number counts. */
export async function sendOnce<Item>(
  { uploads, session, signal }: UploadSession<Item>,
  chunk: Chunk,
): Promise<Exclude<ChunkAnswer<Item>, { kind: 'trouble' }>> {
  const answer = await uploads.send(session, chunk, signal).catch((error: unknown): ChunkAnswer<Item> => {
    if (signal.aborted || kindOf(error) !== 'waiting' || !(error instanceof Error)) throw error;
    return { kind: 'trouble', error };
  });
  if (answer.kind !== 'trouble') return answer;
  const status = await uploads.status(session, chunk.total, signal);
  // No progress: fail, so that a busy server is not asked again at once.
  if (status.kind === 'trouble' || (status.kind === 'kept' && status.kept === chunk.first)) throw answer.error;
  return status;
}
