import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ArtifactStore, ByteRange } from '../artifact-store.js';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export async function readAll(store: ArtifactStore, key: string, range?: ByteRange): Promise<Buffer> {
  const { stream } = await store.open(key, range);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

export async function listKeys(store: ArtifactStore, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}

/** Streams the bytes, then fails with the error of `then`, or hangs if it returns none. */
export function createInterruptedStream(bytes: Uint8Array, then: () => Error | undefined): Readable {
  let given = false;
  return new Readable({
    read() {
      if (!given) this.push(bytes);
      else {
        const error = then();
        if (error !== undefined) this.destroy(error);
      }
      given = true;
    },
  });
}
