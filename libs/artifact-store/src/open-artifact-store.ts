import { Buckets, parsePlace, type Connections } from '@throughline/bucket';
import type { ArtifactStore } from './artifact-store.js';
import { openFolderArtifactStore } from './artifact-store.folder.js';
import { S3ArtifactStore } from './artifact-store.s3.js';

export interface ArtifactStoreSettings {
  /** A folder of this machine: of the artifacts themselves, or of what is on its way to and from a bucket. */
  readonly dir: string;
  /** `s3://connection/bucket/prefix`; undefined for the folder. */
  readonly url: string | undefined;
  readonly connections: Connections;
}

/** The setting of services. */
export const artifactsUrlSetting = {
  name: 'TL_ARTIFACTS_URL',
  read(raw: string | undefined): { readonly value: string | undefined } | { readonly problem: string } {
    if (raw === undefined || raw === '') return { value: undefined };
    return parsePlace(raw) === undefined ? { problem: 'must be like s3://connection/bucket/prefix' } : { value: raw };
  },
};

/** The store that an installation is set up with. */
export async function openArtifactStore({ dir, url, connections }: ArtifactStoreSettings): Promise<ArtifactStore> {
  const local = await openFolderArtifactStore(dir);
  if (url === undefined) return local;
  const place = parsePlace(url);
  if (place === undefined) throw new Error('TL_ARTIFACTS_URL must be like s3://connection/bucket/prefix');
  const store = new S3ArtifactStore(new Buckets(connections).open(place), local);
  await store.begin();
  return store;
}
