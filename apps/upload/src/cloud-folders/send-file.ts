import { RetryableError, kindOf } from '@throughline/contracts';
import { SourceBytes } from '../delivery/source-bytes.js';
import type { DeliveryFile } from '../kit/destination.js';
import type { ChunkAnswer, CloudStorage, ContentHasher } from './cloud-storage.js';

export interface FileTransfer {
  readonly storage: CloudStorage;
  readonly file: DeliveryFile;
  readonly session: string;
  readonly kept: number;
  readonly signal: AbortSignal;
  readonly onKept: (bytes: number) => void;
}

const MOST_VAIN = 3;

/** Reads a file to `end`, verifies its checksum there, and keeps its hash in the algorithm of the service. */
class HashedSource {
  readonly #source: SourceBytes;
  readonly #hasher: ContentHasher;

  constructor({ storage, file, signal }: Pick<FileTransfer, 'storage' | 'file' | 'signal'>) {
    this.#source = new SourceBytes([file], signal);
    this.#hasher = storage.createHasher();
  }

  async readTo(end: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    await this.#source.readTo(end, (piece) => {
      this.#hasher.update(piece);
      pieces.push(piece);
      return Promise.resolve();
    });
    return Buffer.concat(pieces);
  }

  /** Reads bytes that the service has already, for the hash. */
  skipTo(end: number): Promise<void> {
    return this.#source.readTo(end, (piece) => {
      this.#hasher.update(piece);
      return Promise.resolve();
    });
  }

  async digest(size: number): Promise<string> {
    await this.skipTo(size);
    await this.#source.end();
    return this.#hasher.digest();
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}

/** Returns the hash of a file that needs no session: it is empty. */
export async function hashFile(parts: Pick<FileTransfer, 'storage' | 'file' | 'signal'>): Promise<string> {
  const source = new HashedSource(parts);
  try {
    return await source.digest(parts.file.size);
  } finally {
    await source.close();
  }
}

/**
 * Sends a file except for the bytes that would create it. Resends bytes that the service has not kept. Returns the hash of the
 * whole content.
 */
export async function sendFile(transfer: FileTransfer): Promise<{ readonly hash: string } | 'gone'> {
  const { storage, file, kept } = transfer;
  const source = new HashedSource(transfer);
  try {
    const end = storage.findLastChunk(file.size);
    await source.skipTo(Math.min(kept, file.size));
    for (let at = kept; at < end;) {
      const to = Math.min(at + storage.chunkBytes, end);
      if ((await sendChunk(transfer, at, await source.readTo(to))) === 'gone') return 'gone';
      at = to;
    }
    return { hash: await source.digest(file.size) };
  } finally {
    await source.close();
  }
}

async function sendChunk(transfer: FileTransfer, first: number, bytes: Buffer): Promise<'kept' | 'gone'> {
  const { storage, file } = transfer;
  const end = first + bytes.byteLength;
  let at = first;
  for (let vain = 0; at < end;) {
    const answer = await sendOnce(transfer, at, bytes.subarray(at - first));
    // A file that is complete before its last chunk is another file.
    if (answer.kind !== 'kept') return 'gone';
    if (answer.kept < at || answer.kept > end)
      throw new RetryableError('session-lost', `${storage.label} has kept another part of ${file.name} than was sent`);
    vain = answer.kept === at ? vain + 1 : 0;
    if (vain === MOST_VAIN)
      throw new RetryableError('truncated', `${storage.label} keeps no bytes of ${file.name}; the upload is retried`);
    at = answer.kept;
    transfer.onKept(at);
  }
  return 'kept';
}

/** After an error or without an answer, asks the service how many bytes it has. Only that number counts. */
async function sendOnce(
  { storage, session, file, signal }: FileTransfer,
  first: number,
  bytes: Uint8Array,
): Promise<Exclude<ChunkAnswer, { kind: 'trouble' }>> {
  const answer = await storage.send(session, { first, bytes, total: file.size }, signal).catch((error: unknown): ChunkAnswer => {
    if (signal.aborted || kindOf(error) !== 'waiting' || !(error instanceof Error)) throw error;
    return { kind: 'trouble', error };
  });
  if (answer.kind !== 'trouble') return answer;
  const status = await storage.status(session, signal);
  // No progress: fail, so that a busy server is not asked again at once.
  if (status.kind === 'trouble' || (status.kind === 'kept' && status.kept === first)) throw answer.error;
  return status;
}
