import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { DeliveryRequest } from './destination.js';

/**
 * A file beside the delivered files that names their item. It is written last: its presence means that all named files are
 * complete.
 */
export const MANIFEST = '.throughline.json';

const ManifestSchema = Type.Object({
  v: Type.Literal(1),
  assetId: Type.String(),
  output: Type.String(),
  key: Type.String(),
  /** Folders of a document below the output's folder. */
  filedIn: Type.Optional(Type.Array(Type.String())),
  files: Type.Array(Type.Object({ name: Type.String(), size: Type.Integer(), sha256: Type.String() })),
});
export type Manifest = Static<typeof ManifestSchema>;
const manifest = Compile(ManifestSchema);

export const createManifest = ({ assetId, output, key, files, filedIn }: DeliveryRequest): Manifest => ({
  v: 1,
  assetId,
  output,
  key,
  ...(filedIn === undefined ? {} : { filedIn: [...filedIn] }),
  files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
});

/** Returns `undefined` for any other file. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const raw: unknown = JSON.parse(text);
    return manifest.Check(raw) ? raw : undefined;
  } catch {
    return undefined;
  }
}
