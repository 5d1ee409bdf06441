import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { computeDeliveryKey } from '../delivery/deliver-handler.js';
import type { DeliveryFile, DeliveryRequest } from '../kit/destination.js';

async function createFile(dir: string, name: string, text: string): Promise<DeliveryFile> {
  const path = join(dir, `${randomUUID()}-${name}`);
  await writeFile(path, text);
  return {
    path,
    name,
    size: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
    mediaType: 'text/plain',
  };
}

/** Creates a delivery of files with these texts, by name, and writes the files to a folder. */
export async function createRequest(
  dir: string,
  texts: Readonly<Record<string, string>>,
  given: Partial<DeliveryRequest> = {},
): Promise<DeliveryRequest> {
  const files = await Promise.all(Object.entries(texts).map(([file, text]) => createFile(dir, file, text)));
  const assetId = given.assetId ?? randomUUID();
  const filedIn = given.filedIn ?? [];
  const key = computeDeliveryKey({ assetId, output: 'out', files, filedIn });
  return { assetId, attempt: 1, attemptId: randomUUID(), output: 'out', title: 'A talk', files, key, ...given };
}
