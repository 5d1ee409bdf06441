import { Buckets, parseBucketLocation, type Connections } from '@throughline/bucket';
import type { ArtifactStore } from './artifact-store.js';
import { openFolderArtifactStore } from './artifact-store.folder.js';
import { S3ArtifactStore } from './artifact-store.s3.js';

export interface ArtifactStoreSettings {
  /** A local folder for the artifacts, or, with a bucket, for files in transit. */
  readonly dir: string;
  /** `s3://connection/bucket/prefix`; `undefined` for the folder. */
  readonly url: string | undefined;
  readonly connections: Connections;
}

export const artifactsUrlSetting = {
  name: 'TL_ARTIFACTS_URL',
  read(raw: string | undefined): { readonly value: string | undefined } | { readonly problem: string } {
    if (raw === undefined || raw === '') return { value: undefined };
    return parseBucketLocation(raw) === undefined ? { problem: 'must be like s3://connection/bucket/prefix' } : { value: raw };
  },
};

export async function openArtifactStore({ dir, url, connections }: ArtifactStoreSettings): Promise<ArtifactStore> {
  const local = await openFolderArtifactStore(dir);
  if (url === undefined) return local;
  const place = parseBucketLocation(url);
  if (place === undefined) throw new Error('TL_ARTIFACTS_URL must be like s3://connection/bucket/prefix');
  const store = new S3ArtifactStore(new Buckets(connections).open(place), local);
  await store.begin();
  return store;
}
