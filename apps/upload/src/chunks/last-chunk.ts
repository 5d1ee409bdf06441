import { open } from 'node:fs/promises';
import { RetryableError } from '@throughline/contracts';
import type { DeliveryFile } from '../kit/destination.js';
import type { Chunk } from './chunked-uploads.js';

/** Reads the rest of a file from byte `first`, which is at most one unit of the service. */
export async function readLastChunk({ path, size, name }: DeliveryFile, first: number): Promise<Chunk> {
  const bytes = Buffer.alloc(size - first);
  const file = await open(path, 'r');
  try {
    const { bytesRead } = await file.read(bytes, 0, bytes.length, first);
    if (bytesRead !== bytes.length)
      throw new RetryableError('content-changed', `${name} changed while it was read from the artifact store`);
    return { first, bytes, total: size };
  } finally {
    await file.close();
  }
}
