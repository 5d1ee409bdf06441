import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PermanentError } from '@throughline/contracts';

export interface ExpectedContent {
  readonly size: number;
  readonly sha256: string;
}

export async function verifyContent(
  path: string,
  expected: ExpectedContent,
  hooks: { signal: AbortSignal; onBytes: (bytes: number) => void },
): Promise<void> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { signal: hooks.signal }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.byteLength;
    hooks.onBytes(bytes);
  }
  if (bytes !== expected.size) {
    throw new PermanentError(
      'size-mismatch',
      `The upload has ${String(bytes)} bytes, but was registered with ${String(expected.size)}. Upload the file again`,
    );
  }
  if (hash.digest('hex') !== expected.sha256) {
    throw new PermanentError(
      'checksum-mismatch',
      'The upload differs from the registered content: its checksum does not match. Upload the file again',
    );
  }
}
