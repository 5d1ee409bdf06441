import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deliveryKey } from '../delivery/deliver-handler.js';
import type { DeliveryFile, DeliveryRequest } from '../destinations/destination.js';

async function fileOf(dir: string, name: string, text: string): Promise<DeliveryFile> {
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

/** A delivery of files with these texts, by name. The files are written to a folder. */
export async function requestOf(
  dir: string,
  texts: Readonly<Record<string, string>>,
  given: Partial<DeliveryRequest> = {},
): Promise<DeliveryRequest> {
  const files = await Promise.all(Object.entries(texts).map(([file, text]) => fileOf(dir, file, text)));
  const assetId = given.assetId ?? randomUUID();
  const filedIn = given.filedIn ?? [];
  const key = deliveryKey({ assetId, output: 'out', files, filedIn });
  return { assetId, attempt: 1, attemptId: randomUUID(), output: 'out', title: 'A talk', files, key, ...given };
}
