import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { DeliveryFile } from '../destination.js';
import { RetryableError } from '@throughline/contracts';

/** Copies a file durably and checks on the way that it is the one that was meant. */
export async function copyVerified(
  file: DeliveryFile,
  target: string,
  hooks: { signal: AbortSignal; onBytes: (bytes: number) => void },
): Promise<void> {
  const hash = createHash('sha256');
  const handle = await open(target, 'wx', 0o644);
  try {
    for await (const chunk of createReadStream(file.path, { signal: hooks.signal }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      await handle.writeFile(chunk);
      hooks.onBytes(chunk.byteLength);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (hash.digest('hex') !== file.sha256)
    throw new RetryableError('content-changed', `${file.name} changed while it was read from the artifact store`);
}
