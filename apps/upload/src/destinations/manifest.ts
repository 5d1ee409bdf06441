import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { DeliveryRequest } from './destination.js';

/** Lies beside the delivered files and says whose they are. It comes last: its presence means that all it names is there. */
export const MANIFEST = '.throughline.json';

const ManifestSchema = Type.Object({
  v: Type.Literal(1),
  assetId: Type.String(),
  output: Type.String(),
  key: Type.String(),
  /** Of a document: the folders below the output's that it was filed in. */
  filedIn: Type.Optional(Type.Array(Type.String())),
  files: Type.Array(Type.Object({ name: Type.String(), size: Type.Integer(), sha256: Type.String() })),
});
export type Manifest = Static<typeof ManifestSchema>;
const manifest = Compile(ManifestSchema);

export const manifestOf = ({ assetId, output, key, files, filedIn }: DeliveryRequest): Manifest => ({
  v: 1,
  assetId,
  output,
  key,
  ...(filedIn === undefined ? {} : { filedIn: [...filedIn] }),
  files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
});

/** Undefined for what is no manifest of ours. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const raw: unknown = JSON.parse(text);
    return manifest.Check(raw) ? raw : undefined;
  } catch {
    return undefined;
  }
}
