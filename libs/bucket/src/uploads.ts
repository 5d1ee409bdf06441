import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { Keyspace } from './keyspace.js';
import { BucketError, troubleOf } from './bucket-error.js';
import { toCondition, toWriteFields, type WriteOptions } from './write-options.js';

/** A multipart upload. The object appears only when the upload is completed. */
export interface Upload {
  readonly key: string;
  readonly id: string;
}

export interface OpenUpload extends Upload {
  readonly initiatedAt: Date;
}

export interface Part {
  readonly number: number;
  readonly size: number;
  /** With the quotes that the service sends. */
  readonly etag: string;
  /** Base64; `undefined` if the service keeps none. */
  readonly crc32: string | undefined;
}

export class Uploads {
  constructor(private readonly keys: Keyspace) {}

  /** Starts an upload. A lost answer may leave an unknown upload behind, which `list` finds. */
  async create(key: string, writing: WriteOptions = {}): Promise<Upload> {
    const command = new CreateMultipartUploadCommand({
      ...this.keys.at(key),
      // The SDK sends this checksum with every part, and S3 refuses parts whose checksum was not announced here.
      ChecksumAlgorithm: 'CRC32',
      ...toWriteFields(writing),
    });
    const { UploadId } = await this.keys.call((options) => this.keys.client.send(command, options), { signal: writing.signal });
    if (UploadId === undefined) throw new BucketError('failed', 'NoUploadId', 'The answer names no upload');
    return { key, id: UploadId };
  }

  /** Sends a part. The service verifies its checksum. */
  async send(upload: Upload, number: number, bytes: Uint8Array, signal?: AbortSignal): Promise<Part> {
    const command = new UploadPartCommand({
      ...this.#of(upload),
      PartNumber: number,
      Body: bytes,
      ContentLength: bytes.byteLength,
    });
    const { ETag, ChecksumCRC32 } = await this.keys.call((options) => this.keys.client.send(command, options), {
      signal,
      bytes: bytes.byteLength,
    });
    return { number, size: bytes.byteLength, etag: ETag ?? '', crc32: ChecksumCRC32 };
  }

  async parts(upload: Upload, signal?: AbortSignal): Promise<readonly Part[]> {
    const parts: Part[] = [];
    let marker: string | undefined;
    do {
      const command = new ListPartsCommand({
        ...this.#of(upload),
        ...(marker === undefined ? {} : { PartNumberMarker: marker }),
      });
      const page = await this.keys.call((options) => this.keys.client.send(command, options), { signal });
      for (const { PartNumber = 0, Size = 0, ETag = '', ChecksumCRC32 } of page.Parts ?? [])
        parts.push({ number: PartNumber, size: Size, etag: ETag, crc32: ChecksumCRC32 });
      marker = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
    } while (marker !== undefined);
    return parts;
  }

  async complete(upload: Upload, parts: readonly Part[], writing: WriteOptions = {}): Promise<void> {
    const command = new CompleteMultipartUploadCommand({
      ...this.#of(upload),
      MultipartUpload: {
        Parts: parts.map(({ number, etag, crc32 }) => ({
          PartNumber: number,
          ETag: etag,
          ...(crc32 === undefined ? {} : { ChecksumCRC32: crc32 }),
        })),
      },
      ...toCondition(writing),
    });
    await this.keys.call((options) => this.keys.client.send(command, options), { signal: writing.signal });
  }

  /** A missing upload is no error. */
  async abort(upload: Upload, signal?: AbortSignal): Promise<void> {
    const command = new AbortMultipartUploadCommand(this.#of(upload));
    await this.keys
      .call((options) => this.keys.client.send(command, options), { signal })
      .catch((error: unknown) => {
        if (troubleOf(error) !== 'no-upload') throw error;
      });
  }

  async list(beginning: string, signal?: AbortSignal): Promise<readonly OpenUpload[]> {
    const found: OpenUpload[] = [];
    let from: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
    while (from !== undefined) {
      const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
        Bucket: this.keys.bucket,
        Prefix: this.keys.full(beginning),
        ...from,
      });
      const page = await this.keys.call((options) => this.keys.client.send(command, options), { signal });
      for (const { Key = '', UploadId = '', Initiated = new Date(0) } of page.Uploads ?? [])
        found.push({ key: this.keys.own(Key), id: UploadId, initiatedAt: Initiated });
      const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page;
      from =
        page.IsTruncated === true && KeyMarker !== undefined
          ? { KeyMarker, ...(UploadIdMarker === undefined ? {} : { UploadIdMarker }) }
          : undefined;
    }
    return found;
  }

  #of({ key, id }: Upload): { Bucket: string; Key: string; UploadId: string } {
    return { ...this.keys.at(key), UploadId: id };
  }
}
