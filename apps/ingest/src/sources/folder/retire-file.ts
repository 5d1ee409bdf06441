import { lstat, mkdir, rename } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { SourceRetired } from '@throughline/contracts';
import { isMissing, toFolderError } from './file-errors.js';
import type { ListedFile } from './file-ids.js';
import { MARK } from './file-names.js';
import { findUnchanged, resolveBelow, resolveFile } from './folder-files.js';
import type { FolderSettings } from './folder-settings.js';

const exists = async (path: string): Promise<boolean> => {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
};

/** Returns a name that no other file has. */
async function findFreeName(folder: string, file: ListedFile, end: string): Promise<string> {
  const { name, ext } = parse(file.path.at(-1) ?? '');
  for (let number = 1; ; number += 1) {
    const mark = number === 1 ? '' : ` (${String(number)})`;
    const path = join(folder, `${name}${mark}${ext}${end}`);
    if (!(await exists(path))) return path;
  }
}

async function makeTarget({ base, path, movedTo, after }: FolderSettings, file: ListedFile): Promise<string> {
  const parents = file.path.slice(0, -1);
  if (after === 'mark') return findFreeName(await resolveBelow(base, parents), file, MARK);
  // Subfolders of the source are kept below the folder for imported files.
  const names = [...path, ...movedTo, ...parents.slice(path.length)];
  await mkdir(join(await resolveBelow(base, path), ...names.slice(path.length)), { recursive: true });
  return findFreeName(await resolveBelow(base, names), file, '');
}

/**
 * Moves or marks an imported file by renaming it, which happens at once or not at all. A file that has changed since it was
 * listed stays: it is another item.
 */
export async function retireFile(settings: FolderSettings, file: ListedFile): Promise<SourceRetired> {
  try {
    const path = await resolveFile(settings.base, file);
    if ((await findUnchanged(path, file)) === undefined) return { state: 'gone' };
    const target = await makeTarget(settings, file);
    await rename(path, target);
    return { state: 'retired' };
  } catch (error) {
    // Another worker has just moved it.
    if (isMissing(error)) return { state: 'gone' };
    throw toFolderError(error, 'The imported file');
  }
}
