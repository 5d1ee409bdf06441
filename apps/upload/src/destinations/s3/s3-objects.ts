import { PermanentError } from '@throughline/contracts';
import type { Bucket } from '@throughline/bucket';
import type { DeliveryFile, DeliveryRequest, RemoteFile } from '../../kit/destination.js';
import { MANIFEST, parseManifest, type Manifest } from '../../kit/manifest.js';

/** Metadata with the key of the content. It is set when the upload opens, and visible once the object exists. */
export const DELIVERY = 'throughline-delivery';

/**
 * Returns an object's key: folders, item id, file name. The title is not part of it, because it may change and buckets can only
 * be searched by prefix.
 */
export const toObjectKey = ({ assetId, filedIn = [] }: Pick<DeliveryRequest, 'assetId' | 'filedIn'>, name: string): string =>
  [...filedIn, assetId, name].join('/');

/** Returns the manifest's key. It does not depend on the folder, so that a filed document is always found. */
export const toManifestKey = ({ assetId }: Pick<DeliveryRequest, 'assetId'>): string => toObjectKey({ assetId }, MANIFEST);

export const listObjectKeys = ({ assetId, filedIn = [], files }: Manifest): readonly string[] =>
  files.map(({ name }) => toObjectKey({ assetId, filedIn }, name));

export class S3Objects {
  constructor(
    private readonly bucket: Bucket,
    /** The bucket's name in error messages. */
    private readonly where: string,
  ) {}

  /** Two outputs in one location are an error: each would replace the other's objects unnoticed. */
  async manifest({ assetId, output }: DeliveryRequest, signal?: AbortSignal): Promise<Manifest | undefined> {
    const text = await this.bucket.read(toManifestKey({ assetId }), signal);
    const manifest = text === undefined ? undefined : parseManifest(text);
    if (manifest?.assetId !== assetId) return undefined;
    if (manifest.output === output) return manifest;
    throw new PermanentError(
      'output-conflict',
      `${this.where} already has this item for the output '${manifest.output}'. Give each output its own prefix`,
    );
  }

  async holds(request: DeliveryRequest, { name, size }: DeliveryFile, signal?: AbortSignal): Promise<boolean> {
    const found = await this.bucket.head(toObjectKey(request, name), signal);
    return found?.size === size && found.metadata[DELIVERY] === request.key;
  }

  async listHeld(request: DeliveryRequest, signal?: AbortSignal): Promise<readonly RemoteFile[]> {
    const files: RemoteFile[] = [];
    for (const file of request.files)
      if (await this.holds(request, file, signal)) files.push({ name: file.name, size: file.size });
    return files;
  }
}
