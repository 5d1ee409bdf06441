import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '@throughline/contracts';
import { MANIFEST, parseManifest, type Manifest } from '../manifest.js';

const NONE = new Set(['ENOENT', 'ENOTDIR']);

/** The manifest of a folder, or undefined where there is none. A disk that does not answer is no empty folder. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: unknown) => {
    if (NONE.has(codeOf(error) ?? '')) return undefined;
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
