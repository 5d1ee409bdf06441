import type { S3Client } from '@aws-sdk/client-s3';
import { calling } from './calling.js';

/** The keys of a bucket that begin with a prefix, and how requests about them are sent. */
export class Keyspace {
  constructor(
    readonly client: S3Client,
    readonly bucket: string,
    /** Without slashes at its ends; may be empty. */
    readonly prefix: string,
  ) {}

  at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: this.full(key) };
  }

  full(key: string): string {
    return this.prefix === '' ? key : `${this.prefix}/${key}`;
  }

  own(full: string): string {
    return this.prefix === '' ? full : full.slice(this.prefix.length + 1);
  }

  /** The request may be repeated. */
  call<T>(request: (options: { abortSignal?: AbortSignal }) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return calling(() => request(signal === undefined ? {} : { abortSignal: signal }), signal);
  }
}
