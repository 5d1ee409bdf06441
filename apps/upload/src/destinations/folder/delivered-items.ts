import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError, codeOf } from '@throughline/contracts';
import type { DeliveryRequest } from '../destination.js';
import type { Levels } from '../filed.js';
import { noFolder } from '../file-trouble.js';
import { idMark } from '../folder-name.js';
import type { Seen } from './make-way.js';
import { isNothingThere, readManifest } from './manifest.js';

export const STAGING = '.throughline-staging-';

/** One that was found, and which folder it is. */
export interface Found extends Seen {
  readonly identity: string;
}

/** Makes a rename or a new file in a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The same for every name that leads to one folder: a file system that knows no capitals has many. Undefined where there is none. */
export async function identityOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${String(dev)}:${String(ino)}`;
  } catch (error) {
    if (isNothingThere(codeOf(error))) return undefined;
    throw error;
  }
}

/** What was delivered of one asset, as far as it lies in a folder itself. */
async function inFolder(
  folder: string,
  { assetId, output }: DeliveryRequest,
  names: readonly string[],
): Promise<readonly Found[]> {
  const seen: Found[] = [];
  for (const name of names) {
    if (!name.endsWith(idMark(assetId)) || name.startsWith(STAGING)) continue;
    const path = join(folder, name);
    const identity = await identityOf(path);
    const manifest = await readManifest(path);
    if (identity === undefined || manifest?.assetId !== assetId) continue;
    if (manifest.output !== output)
      throw new PermanentError(
        'output-conflict',
        `The folder ${folder} holds this item for the output '${manifest.output}': give each output a folder of its own`,
      );
    seen.push({ path, identity, manifest });
  }
  return seen;
}

/**
 * Each folder once, by the first of its names. Two outputs of one folder would take each other's object away, and both would say that theirs is
 * there.
 */
export async function findDelivered(
  root: string,
  request: DeliveryRequest,
  places: readonly Levels[],
): Promise<readonly Found[]> {
  const seen = new Map<string, Found>();
  for (const levels of places) {
    const folder = join(root, ...levels);
    const names = await readdir(folder).catch((error: unknown) => {
      const code = codeOf(error);
      // Anything else than a folder that was never made would make it look as if nothing had been delivered.
      if (code === 'ENOENT' || (code === 'ENOTDIR' && levels.length > 0)) return [];
      throw error;
    });
    for (const found of await inFolder(folder, request, names)) if (!seen.has(found.identity)) seen.set(found.identity, found);
  }
  return [...seen.values()];
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

/** Which of these a path leads to, by whatever name. */
export async function foundAt(path: string, found: readonly Found[]): Promise<Found | undefined> {
  const identity = await identityOf(path);
  return found.find((each) => each.path === path) ?? found.find((each) => each.identity === identity);
}
