import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError, codeOf } from '@throughline/contracts';
import type { DeliveryRequest } from '../../kit/destination.js';
import type { FolderLevels } from '../../kit/item-folders.js';
import { notAFolderError } from '../../kit/file-errors.js';
import { toIdMark } from '../../kit/folder-name.js';
import type { DeliveredFolder } from './move-aside.js';
import { isMissing, readManifest } from './manifest.js';

export const STAGING = '.throughline-staging-';

export interface IdentifiedFolder extends DeliveredFolder {
  readonly identity: string;
}

/** Makes renames and new files in a folder survive a power failure. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Returns the identity of a folder, or `undefined` if it does not exist. A case-insensitive file system has many names for one
 * folder.
 */
export async function readIdentity(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${String(dev)}:${String(ino)}`;
  } catch (error) {
    if (isMissing(codeOf(error))) return undefined;
    throw error;
  }
}

async function findInFolder(
  folder: string,
  { assetId, output }: DeliveryRequest,
  names: readonly string[],
): Promise<readonly IdentifiedFolder[]> {
  const seen: IdentifiedFolder[] = [];
  for (const name of names) {
    if (!name.endsWith(toIdMark(assetId)) || name.startsWith(STAGING)) continue;
    const path = join(folder, name);
    const identity = await readIdentity(path);
    const manifest = await readManifest(path);
    if (identity === undefined || manifest?.assetId !== assetId) continue;
    if (manifest.output !== output)
      throw new PermanentError(
        'output-conflict',
        `The folder ${folder} already has this item for the output '${manifest.output}'. Give each output its own folder`,
      );
    seen.push({ path, identity, manifest });
  }
  return seen;
}

/**
 * Finds each delivered folder once, under its first name. Two outputs in one folder are an error: each would replace the
 * other's deliveries unnoticed.
 */
export async function findDelivered(
  root: string,
  request: DeliveryRequest,
  places: readonly FolderLevels[],
): Promise<readonly IdentifiedFolder[]> {
  const seen = new Map<string, IdentifiedFolder>();
  for (const levels of places) {
    const folder = join(root, ...levels);
    const names = await readdir(folder).catch((error: unknown) => {
      const code = codeOf(error);
      // Only a missing folder means that nothing was delivered. Other errors are thrown.
      if (code === 'ENOENT' || (code === 'ENOTDIR' && levels.length > 0)) return [];
      throw error;
    });
    for (const found of await findInFolder(folder, request, names))
      if (!seen.has(found.identity)) seen.set(found.identity, found);
  }
  return [...seen.values()];
}

/** Creates the folders around a filed document durably. Returns the innermost. */
export async function makeLevels(root: string, levels: FolderLevels): Promise<string> {
  let folder = root;
  for (const level of levels) {
    const inside = join(folder, level);
    await mkdir(inside).then(
      () => syncFolder(folder),
      async (error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
        if (!(await stat(inside)).isDirectory()) throw notAFolderError(inside, error);
      },
    );
    folder = inside;
  }
  return folder;
}

export async function findAtPath(path: string, found: readonly IdentifiedFolder[]): Promise<IdentifiedFolder | undefined> {
  const identity = await readIdentity(path);
  return found.find((each) => each.path === path) ?? found.find((each) => each.identity === identity);
}
