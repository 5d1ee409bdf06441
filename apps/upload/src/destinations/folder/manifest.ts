import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { codeOf } from '@throughline/contracts';

/** Lies beside the delivered files and says whose they are. Its presence means that the folder is complete. */
export const MANIFEST = '.throughline.json';

const ManifestSchema = Type.Object({
  v: Type.Literal(1),
  assetId: Type.String(),
  output: Type.String(),
  key: Type.String(),
  files: Type.Array(Type.Object({ name: Type.String(), size: Type.Integer(), sha256: Type.String() })),
});
export type Manifest = Static<typeof ManifestSchema>;
const manifest = Compile(ManifestSchema);

const NONE = new Set(['ENOENT', 'ENOTDIR']);

/** The manifest of a folder, or undefined where there is none. A disk that does not answer is no empty folder. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: unknown) => {
    if (NONE.has(codeOf(error) ?? '')) return undefined;
    throw error;
  });
  return text === undefined ? undefined : parsed(text);
}

function parsed(text: string): Manifest | undefined {
  try {
    const raw: unknown = JSON.parse(text);
    return manifest.Check(raw) ? raw : undefined;
  } catch {
    return undefined;
  }
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
