import { createHash } from 'node:crypto';
import type { Checksum, ChecksumAlgorithm } from './checksums.js';
import { S3Error } from './errors.js';

export interface ObjectMetadata {
  readonly contentType: string;
  /** `x-amz-meta-…`, without that prefix. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface StoredObject extends ObjectMetadata {
  readonly key: string;
  readonly content: Buffer;
  /** Without quotes. */
  readonly etag: string;
  readonly checksum: Checksum | undefined;
  readonly modifiedAt: Date;
}

export interface Part {
  readonly number: number;
  readonly content: Buffer;
  readonly etag: string;
  readonly checksum: Checksum | undefined;
  readonly modifiedAt: Date;
}

export interface Upload extends ObjectMetadata {
  readonly id: string;
  readonly key: string;
  readonly algorithm: ChecksumAlgorithm | undefined;
  readonly initiatedAt: Date;
  readonly parts: Map<number, Part>;
}

export const md5Hex = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/** Compares UTF-8 bytes, the order of S3's listings. */
export const compareKeys = (a: { readonly key: string }, b: { readonly key: string }): number =>
  Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));

export class Bucket {
  readonly objects = new Map<string, StoredObject>();
  readonly uploads = new Map<string, Upload>();

  upload(id: string, key: string): Upload {
    const found = this.uploads.get(id);
    if (found?.key !== key) {
      throw new S3Error(
        'NoSuchUpload',
        'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      );
    }
    return found;
  }

  object(key: string): StoredObject {
    const found = this.objects.get(key);
    if (found === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
    return found;
  }

  /** `If-None-Match: *`: the key must not exist. */
  requireFree(key: string, condition: string | undefined): void {
    if (condition === undefined) return;
    if (condition !== '*') throw new S3Error('NotImplemented', 'A write may only be conditional on If-None-Match: *');
    if (this.objects.has(key)) {
      throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
        Condition: 'If-None-Match',
      });
    }
  }
}
