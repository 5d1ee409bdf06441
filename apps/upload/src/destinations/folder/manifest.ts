import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '@throughline/contracts';
import { MANIFEST, parseManifest, type Manifest } from '../manifest.js';

const NONE = new Set(['ENOENT', 'ENOTDIR']);
export const isNothingThere = (code: string | undefined): boolean => NONE.has(code ?? '');

/** The manifest of a folder, or undefined where there is none. A disk that does not answer is no empty folder. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: unknown) => {
    if (isNothingThere(codeOf(error))) return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseManifest(text);
}

/** True where every file that the manifest names is there in full. */
export async function isComplete(folder: string, { files }: Manifest): Promise<boolean> {
  for (const file of files) {
    const size = await stat(join(folder, file.name)).then(
      (found) => found.size,
      () => undefined,
    );
    if (size !== file.size) return false;
  }
  return true;
}

/** Whether a folder holds this very content, in full. */
export async function holds(folder: string, key: string): Promise<boolean> {
  const manifest = await readManifest(folder);
  return manifest?.key === key && (await isComplete(folder, manifest));
}
