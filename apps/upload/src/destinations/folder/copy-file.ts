import { open } from 'node:fs/promises';
import { SourceBytes } from '../../delivery/source-bytes.js';
import type { DeliveryFile } from '../../kit/destination.js';

export async function copyVerified(
  file: DeliveryFile,
  target: string,
  hooks: { signal: AbortSignal; onBytes: (bytes: number) => void },
): Promise<void> {
  const source = new SourceBytes([file], hooks.signal);
  const handle = await open(target, 'wx', 0o644);
  try {
    await source.readTo(file.size, async (bytes) => {
      await handle.writeFile(bytes);
      hooks.onBytes(bytes.byteLength);
    });
    await source.end();
    await handle.sync();
  } finally {
    await handle.close();
    await source.close();
  }
}
