import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError, codeOf } from '@throughline/contracts';
import type { DeliveryRequest } from '../destination.js';
import type { Levels } from '../filed.js';
import { noFolder } from '../file-trouble.js';
import { idMark } from '../folder-name.js';
import type { Seen } from './make-way.js';
import { readManifest } from './manifest.js';

export const STAGING = '.throughline-staging-';

/** Makes a rename or a new file in a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What was delivered of one asset, as far as it lies in a folder itself. */
async function inFolder(
  folder: string,
  { assetId, output }: DeliveryRequest,
  names: readonly string[],
): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for (const name of names) {
    if (!name.endsWith(idMark(assetId)) || name.startsWith(STAGING)) continue;
    const path = join(folder, name);
    const manifest = await readManifest(path);
    if (manifest?.assetId !== assetId) continue;
    if (manifest.output !== output)
      throw new PermanentError(
        'output-conflict',
        `The folder ${folder} holds this item for the output '${manifest.output}': give each output a folder of its own`,
      );
    seen.push({ path, manifest });
  }
  return seen;
}

/** Two outputs of one folder would take each other's object away, and both would say that theirs is there. */
export async function findDelivered(root: string, request: DeliveryRequest, places: readonly Levels[]): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for (const levels of places) {
    const folder = join(root, ...levels);
    const names = await readdir(folder).catch((error: unknown) => {
      const code = codeOf(error);
      // Anything else than a folder that was never made would make it look as if nothing had been delivered.
      if (code === 'ENOENT' || (code === 'ENOTDIR' && levels.length > 0)) return [];
      throw error;
    });
    seen.push(...(await inFolder(folder, request, names)));
  }
  return seen;
}

/** Folders on the way to an item that is filed, each of them durable. Returns the innermost. */
export async function makeLevels(root: string, levels: Levels): Promise<string> {
  let folder = root;
  for (const level of levels) {
    const inside = join(folder, level);
    await mkdir(inside).then(
      () => syncFolder(folder),
      async (error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
        if (!(await stat(inside)).isDirectory()) throw noFolder(inside, error);
      },
    );
    folder = inside;
  }
  return folder;
}
