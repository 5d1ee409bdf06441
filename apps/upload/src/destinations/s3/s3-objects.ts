import { PermanentError } from '@throughline/contracts';
import type { Bucket } from '@throughline/bucket';
import type { DeliveryFile, DeliveryRequest, HeldFile } from '../destination.js';
import { MANIFEST, parseManifest, type Manifest } from '../manifest.js';

/** Metadata that names the content that an object belongs to. It is given before the first byte, and seen when all have come. */
export const DELIVERY = 'throughline-delivery';

/**
 * Objects lie by the id of the item, not by its title: that may change, and a bucket can be asked for beginnings only. Those of a document lie in
 * the folders that it was filed in.
 */
export const keyOf = ({ assetId, filedIn = [] }: Pick<DeliveryRequest, 'assetId' | 'filedIn'>, name: string): string =>
  [...filedIn, assetId, name].join('/');

/** Of every item at the same place, so that it is found wherever the item was filed. */
export const manifestKeyOf = ({ assetId }: Pick<DeliveryRequest, 'assetId'>): string => keyOf({ assetId }, MANIFEST);

/** Keys of the objects that a manifest names. */
export const keysOf = ({ assetId, filedIn = [], files }: Manifest): readonly string[] =>
  files.map(({ name }) => keyOf({ assetId, filedIn }, name));

/** What a bucket holds of deliveries. */
export class S3Objects {
  constructor(
    private readonly bucket: Bucket,
    /** For people. */
    private readonly where: string,
  ) {}

  /** Two outputs of one place would replace each other's objects, and both would say that theirs are there. */
  async manifest({ assetId, output }: DeliveryRequest, signal?: AbortSignal): Promise<Manifest | undefined> {
    const text = await this.bucket.read(manifestKeyOf({ assetId }), signal);
    const manifest = text === undefined ? undefined : parseManifest(text);
    if (manifest?.assetId !== assetId) return undefined;
    if (manifest.output === output) return manifest;
    throw new PermanentError(
      'output-conflict',
      `${this.where} holds this item for the output '${manifest.output}': give each output a prefix of its own`,
    );
  }

  /** Whether a file of this very content is there in full. */
  async holds(request: DeliveryRequest, { name, size }: DeliveryFile, signal?: AbortSignal): Promise<boolean> {
    const found = await this.bucket.head(keyOf(request, name), signal);
    return found?.size === size && found.metadata[DELIVERY] === request.key;
  }

  /** Every file of a delivery that is there as it should be. */
  async held(request: DeliveryRequest, signal?: AbortSignal): Promise<readonly HeldFile[]> {
    const held: HeldFile[] = [];
    for (const file of request.files)
      if (await this.holds(request, file, signal)) held.push({ name: file.name, size: file.size });
    return held;
  }
}
