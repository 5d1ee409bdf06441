import type { JsonObject } from '@throughline/contracts';
import type { Bucket, Buckets, Place } from '@throughline/bucket';
import type { Delivered, DeliveryRequest, KeyedDestination, KeyedHooks, Noted } from '../destination.js';
import { toDeliveryError } from './bucket-trouble.js';
import { notedAt, readNoted } from './noted-uploads.js';
import { S3Delivery } from './s3-delivery.js';
import { S3Objects, keyOf } from './s3-objects.js';

/** Nobody writes it: it tells a bucket that can be read from one that cannot. */
const PROBE = '.throughline-probe';

/**
 * A bucket of an S3-compatible service, class *keyed*: the objects of an item lie under its id, of a document in the folders that it was filed in, and a
 * manifest that comes last says that they are complete. Uploads in parts are noted before their first byte, so that a later attempt goes on with them.
 */
export class S3Destination implements KeyedDestination {
  readonly class = 'keyed';
  readonly describedByFile = true;
  readonly place: string;
  readonly #bucket: Bucket;
  readonly #objects: S3Objects;

  constructor(
    private readonly at: Place,
    private readonly buckets: Buckets,
  ) {
    this.#bucket = buckets.open(at);
    this.place = buckets.whereIs(at);
    this.#objects = new S3Objects(this.#bucket, `The bucket '${at.bucket}' of the connection '${at.connection}'`);
  }

  /** Reads, as a HEAD has no body that would tell a wrong key from a bucket that is not there. */
  async check(signal?: AbortSignal): Promise<void> {
    await this.#guarded(async () => {
      await this.#bucket.read(PROBE, signal);
    });
  }

  async reconcile(request: DeliveryRequest, signal?: AbortSignal, noted?: Noted): Promise<Delivered | undefined> {
    return this.#guarded(async () => {
      if (noted?.key === request.key && notedAt(noted.data, this.at, this.place)?.outdated !== undefined) return undefined;
      const manifest = await this.#objects.manifest(request, signal);
      if (manifest?.key !== request.key) return undefined;
      const delivered = await this.#delivered(request, true, signal);
      return delivered.holds?.length === request.files.length ? delivered : undefined;
    });
  }

  async deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<Delivered> {
    return this.#guarded(async () => {
      const { at: place, place: at } = this;
      const abandon = (data: JsonObject): Promise<void> => this.abandon(data, hooks.signal);
      await new S3Delivery({ place, at, bucket: this.#bucket, objects: this.#objects, abandon }, request, hooks).run();
      return this.#delivered(request, false, hooks.signal);
    });
  }

  /** What cannot be ended now is left to the next delivery of the recording, or to the bucket's rule for incomplete uploads. */
  async abandon(data: JsonObject, signal?: AbortSignal): Promise<void> {
    const noted = readNoted(data);
    // Where the connection leads to another service now, their ids mean nothing.
    if (noted === undefined || (noted.at ?? this.buckets.whereIs(noted)) !== this.buckets.whereIs(noted)) return;
    await Promise.allSettled(
      noted.uploads.map(async (upload) => {
        await this.buckets.open(noted).uploads.abort(upload, signal);
      }),
    );
  }

  async #delivered(request: DeliveryRequest, reconciled: boolean, signal?: AbortSignal): Promise<Delivered> {
    const holds = await this.#objects.held(request, signal);
    return { externalId: request.key, url: this.#bucket.urlOf(keyOf(request, '')), reconciled, holds };
  }

  async #guarded<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      throw toDeliveryError(error, this.at);
    }
  }
}
