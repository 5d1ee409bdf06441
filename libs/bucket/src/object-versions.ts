import { Readable } from 'node:stream';
import { CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { BucketError, troubleOf } from './bucket-error.js';
import type { Keyspace } from './keyspace.js';

export interface ObjectVersion {
  readonly key: string;
  /** Without the quotes that the service sends. */
  readonly etag: string;
}

/** Marks a copy with the ETag of its original: the copy of a multipart upload has another ETag. */
const COPY_MARK = 'throughline-copy-of';

export const unquote = (etag: string | undefined): string => (etag ?? '').replaceAll('"', '');
const quote = (etag: string): string => `"${etag}"`;

const encodeSource = (bucket: string, key: string): string => [bucket, ...key.split('/')].map(encodeURIComponent).join('/');

/** Requests that succeed only for one version of an object, so that a newer one is never read, moved or removed instead. */
export class ObjectVersions {
  constructor(private readonly keys: Keyspace) {}

  /** Opens a version for reading. The signal aborts the request only; the caller must destroy the stream. */
  async open({ key, etag }: ObjectVersion, signal?: AbortSignal): Promise<Readable | 'missing' | 'changed'> {
    const command = new GetObjectCommand({ ...this.keys.at(key), IfMatch: quote(etag) });
    try {
      const { Body, ETag } = await this.keys.call((options) => this.keys.client.send(command, options), { signal });
      if (!(Body instanceof Readable)) throw new BucketError('failed', 'NoBody', 'The answer has no content that can be read');
      if (unquote(ETag) === etag) return Body;
      // This service ignores the condition.
      Body.destroy();
      return 'changed';
    } catch (error) {
      if (troubleOf(error) === 'missing') return 'missing';
      if (troubleOf(error) === 'exists') return 'changed';
      throw error;
    }
  }

  /** Returns true if the object still has this version. */
  async isCurrent({ key, etag }: ObjectVersion, signal?: AbortSignal): Promise<boolean> {
    const found = await this.#head(key, signal);
    return found !== undefined && unquote(found.ETag) === etag;
  }

  /**
   * Copies a version with its metadata, and replaces no other object. An earlier copy of the same version counts as this one.
   * S3 copies up to 5 GiB.
   */
  async copy(version: ObjectVersion, target: string, signal?: AbortSignal): Promise<'copied' | 'exists' | 'changed'> {
    const original = await this.#head(version.key, signal);
    if (original === undefined || unquote(original.ETag) !== version.etag) return 'changed';
    const there = await this.#head(target, signal);
    if (there === undefined) return this.#copyToAbsent(version, target, { original, signal });
    const isOurs = there.Metadata?.[COPY_MARK] === version.etag && there.ContentLength === original.ContentLength;
    return isOurs ? 'copied' : 'exists';
  }

  /** A missing object is no error. */
  async remove({ key, etag }: ObjectVersion, signal?: AbortSignal): Promise<'removed' | 'changed'> {
    const command = new DeleteObjectCommand({ ...this.keys.at(key), IfMatch: quote(etag) });
    try {
      await this.keys.call((options) => this.keys.client.send(command, options), { signal });
    } catch (error) {
      if (troubleOf(error) === 'exists') return 'changed';
      if (troubleOf(error) !== 'missing') throw error;
    }
    return 'removed';
  }

  async #copyToAbsent(version: ObjectVersion, target: string, parts: CopyParts): Promise<'copied' | 'exists' | 'changed'> {
    try {
      await this.#send(version, target, { ...parts, condition: { IfNoneMatch: '*' } });
      return 'copied';
    } catch (error) {
      if (troubleOf(error) === 'missing') return 'changed';
      // Either condition may have failed.
      if (troubleOf(error) === 'exists') return (await this.#head(target, parts.signal)) === undefined ? 'changed' : 'exists';
      if (troubleOf(error) !== 'unsupported') throw error;
    }
    // Some services refuse a condition for the target, which has just been absent.
    await this.#send(version, target, parts);
    return 'copied';
  }

  async #send({ key, etag }: ObjectVersion, target: string, { original, condition, signal }: CopyParts): Promise<void> {
    const { ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, Metadata, ContentLength } = original;
    const command = new CopyObjectCommand({
      ...this.keys.at(target),
      CopySource: encodeSource(this.keys.bucket, this.keys.full(key)),
      CopySourceIfMatch: quote(etag),
      ...condition,
      MetadataDirective: 'REPLACE',
      Metadata: { ...Metadata, [COPY_MARK]: etag },
      ...{ ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage },
    });
    await this.keys.call((options) => this.keys.client.send(command, options), { signal, bytes: ContentLength ?? 0 });
  }

  async #head(key: string, signal: AbortSignal | undefined): Promise<HeadObjectCommandOutput | undefined> {
    const command = new HeadObjectCommand(this.keys.at(key));
    try {
      return await this.keys.call((options) => this.keys.client.send(command, options), { signal });
    } catch (error) {
      if (troubleOf(error) === 'missing') return undefined;
      throw error;
    }
  }
}

interface CopyParts {
  readonly original: HeadObjectCommandOutput;
  readonly condition?: { readonly IfNoneMatch: string };
  readonly signal: AbortSignal | undefined;
}
