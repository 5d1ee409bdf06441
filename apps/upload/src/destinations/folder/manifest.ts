import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '@throughline/contracts';
import { MANIFEST, parseManifest, type Manifest } from '../../kit/manifest.js';

const NONE = new Set(['ENOENT', 'ENOTDIR']);
export const isMissing = (code: string | undefined): boolean => NONE.has(code ?? '');

/** Reads the manifest of a folder, if there is one. A disk error is not a missing manifest, so it is thrown. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: unknown) => {
    if (isMissing(codeOf(error))) return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseManifest(text);
}

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

/** True if the folder holds exactly this content, in full. */
export async function hasContent(folder: string, key: string): Promise<boolean> {
  const manifest = await readManifest(folder);
  return manifest?.key === key && (await isComplete(folder, manifest));
}
