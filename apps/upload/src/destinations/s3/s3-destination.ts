import type { JsonObject } from '@throughline/contracts';
import type { Bucket, Buckets, BucketLocation } from '@throughline/bucket';
import type { DeliveredObject, DeliveryRequest, KeyedDestination, KeyedHooks, DeliveryNote } from '../../kit/destination.js';
import {
  PROBE_PREFIX,
  PROBE_TEXT,
  WRITE_CONFIRMED,
  createProbeName,
  isAbandonedProbe,
  requireProbeText,
  runThenCleanUp,
  type Probe,
} from '../../kit/probe.js';
import { toDeliveryError } from './bucket-errors.js';
import { parseNoteAt, parseNote } from './uploads-note.js';
import { S3Delivery } from './s3-delivery.js';
import { S3Objects, toObjectKey } from './s3-objects.js';

/** This object never exists. Reading it tells a readable bucket from an unreadable one. */
const PROBE = '.throughline-probe';

/**
 * A bucket of an S3-compatible service, class *keyed*. The objects of an item are under its id; documents are filed in folders.
 * A manifest, written last, confirms that they are complete. Multipart uploads are on record before their first byte, so later
 * attempts resume them.
 */
export class S3Destination implements KeyedDestination {
  readonly class = 'keyed';
  readonly describedByFile = true;
  readonly place: string;
  readonly #bucket: Bucket;
  readonly #objects: S3Objects;

  constructor(
    private readonly at: BucketLocation,
    private readonly buckets: Buckets,
  ) {
    this.#bucket = buckets.open(at);
    this.place = buckets.whereIs(at);
    this.#objects = new S3Objects(this.#bucket, `The bucket '${at.bucket}' of the connection '${at.connection}'`);
  }

  /** Uses GET, because a HEAD answer has no body to tell a wrong key from a missing bucket. */
  async check(signal?: AbortSignal): Promise<void> {
    await this.#guarded(async () => {
      await this.#bucket.read(PROBE, signal);
    });
  }

  probes(): readonly Probe[] {
    const write = (signal: AbortSignal): Promise<void> => this.#guarded(() => this.#writeProbe(signal));
    return [
      { name: 'connection', confirms: 'The service answers, and accepts the keys.', run: (signal) => this.check(signal) },
      { name: 'write', confirms: WRITE_CONFIRMED, run: write },
    ];
  }

  async reconcile(request: DeliveryRequest, signal?: AbortSignal, noted?: DeliveryNote): Promise<DeliveredObject | undefined> {
    return this.#guarded(async () => {
      if (noted?.key === request.key && parseNoteAt(noted.data, this.at, this.place)?.outdated !== undefined) return undefined;
      const manifest = await this.#objects.manifest(request, signal);
      if (manifest?.key !== request.key) return undefined;
      const delivered = await this.#delivered(request, true, signal);
      return delivered.holds?.length === request.files.length ? delivered : undefined;
    });
  }

  async deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<DeliveredObject> {
    return this.#guarded(async () => {
      const { at: place, place: at } = this;
      const abandon = (data: JsonObject): Promise<void> => this.abandon(data, hooks.signal);
      await new S3Delivery({ place, at, bucket: this.#bucket, objects: this.#objects, abandon }, request, hooks).run();
      return this.#delivered(request, false, hooks.signal);
    });
  }

  /** Uploads that cannot be aborted now are left to the next delivery, or to the bucket's rule for incomplete uploads. */
  async abandon(data: JsonObject, signal?: AbortSignal): Promise<void> {
    const noted = parseNote(data);
    // If the connection leads to another service now, these ids mean nothing.
    if (noted === undefined || (noted.at ?? this.buckets.whereIs(noted)) !== this.buckets.whereIs(noted)) return;
    await Promise.allSettled(
      noted.uploads.map(async (upload) => {
        await this.buckets.open(noted).uploads.abort(upload, signal);
      }),
    );
  }

  async #delivered(request: DeliveryRequest, reconciled: boolean, signal?: AbortSignal): Promise<DeliveredObject> {
    const holds = await this.#objects.listHeld(request, signal);
    return { externalId: request.key, url: this.#bucket.urlOf(toObjectKey(request, '')), reconciled, holds };
  }

  async #writeProbe(signal: AbortSignal): Promise<void> {
    const key = createProbeName();
    await runThenCleanUp(
      async () => {
        await this.#bucket.put(key, Buffer.from(PROBE_TEXT), { signal });
        requireProbeText(await this.#bucket.read(key, signal), `The bucket '${this.at.bucket}'`);
        // Deliveries do not list objects, so keys without that right are fine.
        await this.#removeAbandoned(signal).catch(() => undefined);
      },
      (over) => this.#bucket.remove(key, over),
    );
  }

  async #removeAbandoned(signal: AbortSignal): Promise<void> {
    for await (const { key } of this.#bucket.list(PROBE_PREFIX, signal))
      if (isAbandonedProbe(key)) await this.#bucket.remove(key, signal);
  }

  async #guarded<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      throw toDeliveryError(error, this.at);
    }
  }
}
