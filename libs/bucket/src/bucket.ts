import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type _Object,
} from '@aws-sdk/client-s3';
import type { Keyspace, SendOptions } from './keyspace.js';
import { BucketError, troubleOf } from './bucket-error.js';
import { ObjectVersions, unquote } from './object-versions.js';
import { Uploads } from './uploads.js';
import { toCondition, toWriteFields, type WriteOptions } from './write-options.js';

export interface ObjectFacts {
  readonly size: number;
  readonly modifiedAt: Date;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ListedObject {
  readonly key: string;
  readonly size: number;
  readonly modifiedAt: Date;
  /** Without quotes. Empty if the service sends none. */
  readonly etag: string;
}

export interface ListingOptions {
  /** Only keys after this one. */
  readonly after?: string;
  /** Leaves out keys with a slash after the beginning. */
  readonly isFlat?: boolean;
}

export interface OpenedObject {
  readonly stream: Readable;
  /** Size of the whole object, not of the range. */
  readonly size: number;
}

const missingAsUndefined = (error: unknown): undefined => {
  if (troubleOf(error) === 'missing') return undefined;
  throw error;
};

/** The objects of a bucket whose keys begin with a prefix. Throws only `BucketError` and the signal's reason. */
export class Bucket {
  readonly uploads: Uploads;
  readonly versions: ObjectVersions;

  constructor(private readonly keys: Keyspace) {
    this.uploads = new Uploads(keys);
    this.versions = new ObjectVersions(keys);
  }

  urlOf(key: string): string {
    return `s3://${this.keys.bucket}/${this.keys.full(key)}`;
  }

  async head(key: string, signal?: AbortSignal): Promise<ObjectFacts | undefined> {
    const command = new HeadObjectCommand(this.keys.at(key));
    const found = await this.keys
      .call((options) => this.keys.client.send(command, options), { signal })
      .catch(missingAsUndefined);
    if (found === undefined) return undefined;
    return { size: found.ContentLength ?? 0, modifiedAt: found.LastModified ?? new Date(0), metadata: found.Metadata ?? {} };
  }

  async read(key: string, signal?: AbortSignal): Promise<string | undefined> {
    const command = new GetObjectCommand(this.keys.at(key));
    const reading = async (options: SendOptions): Promise<string> => {
      const { Body } = await this.keys.client.send(command, options);
      return (await Body?.transformToString()) ?? '';
    };
    return this.keys.call(reading, { signal }).catch(missingAsUndefined);
  }

  /**
   * Opens an object for reading, or returns `undefined` if there is none. Does not check the range. The signal aborts the
   * request only; the caller must destroy the stream.
   */
  async open(key: string, range?: { start: number; end: number }, signal?: AbortSignal): Promise<OpenedObject | undefined> {
    const part = range === undefined ? {} : { Range: `bytes=${String(range.start)}-${String(range.end)}` };
    const command = new GetObjectCommand({ ...this.keys.at(key), ...part });
    const request = this.keys.call((options) => this.keys.client.send(command, options), { signal });
    const opened = await request.catch(missingAsUndefined);
    if (opened === undefined) return undefined;
    const { Body, ContentLength = 0, ContentRange } = opened;
    if (!(Body instanceof Readable)) throw new BucketError('failed', 'NoBody', 'The answer has no content that can be read');
    return { stream: Body, size: ContentRange === undefined ? ContentLength : Number(ContentRange.split('/')[1]) };
  }

  async put(key: string, bytes: Uint8Array, writing: WriteOptions = {}): Promise<void> {
    const command = new PutObjectCommand({
      ...this.keys.at(key),
      Body: bytes,
      ContentLength: bytes.byteLength,
      ...toWriteFields(writing),
      ...toCondition(writing),
    });
    const { signal } = writing;
    await this.keys.call((options) => this.keys.client.send(command, options), { signal, bytes: bytes.byteLength });
  }

  /** A missing object is no error. */
  async remove(key: string, signal?: AbortSignal): Promise<void> {
    const command = new DeleteObjectCommand(this.keys.at(key));
    await this.keys.call((options) => this.keys.client.send(command, options), { signal });
  }

  /** Lists objects by the beginning of their keys, sorted by the bytes of the keys. */
  async *list(beginning = '', signal?: AbortSignal, options: ListingOptions = {}): AsyncIterable<ListedObject> {
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({
        Bucket: this.keys.bucket,
        Prefix: this.keys.full(beginning),
        ...this.#toListingFields(options),
        ...(token === undefined ? {} : { ContinuationToken: token }),
      });
      const page = await this.keys.call((sending) => this.keys.client.send(command, sending), { signal });
      if (page.IsTruncated === undefined) throw new BucketError('failed', 'NoListing', 'The answer is not a listing');
      for (const object of page.Contents ?? []) yield this.#toListedObject(object);
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  #toListingFields({ after, isFlat }: ListingOptions): { StartAfter?: string; Delimiter?: string } {
    return {
      ...(after === undefined ? {} : { StartAfter: this.keys.full(after) }),
      ...(isFlat === true ? { Delimiter: '/' } : {}),
    };
  }

  #toListedObject({ Key = '', Size: size = 0, LastModified: modifiedAt = new Date(0), ETag }: _Object): ListedObject {
    return { key: this.keys.own(Key), size, modifiedAt, etag: unquote(ETag) };
  }
}
