import type { S3Client } from '@aws-sdk/client-s3';
import { bounded } from './bounded.js';
import { calling } from './calling.js';

/** How a request about a key is sent. */
export interface Sending {
  readonly abortSignal: AbortSignal;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** That are sent with it: more of them may take longer. */
  readonly bytes?: number;
}

export interface KeyspaceParts {
  readonly client: S3Client;
  /** From the first byte of a request without content to the last one of its answer. Milliseconds. */
  readonly wholeMs: number;
}

/** Slower lines are of no use for recordings: a part of 8 MiB would take a quarter of an hour. */
const SLOWEST_BYTES_PER_MS = 10;

/** The keys of a bucket that begin with a prefix, and how requests about them are sent. */
export class Keyspace {
  constructor(
    private readonly parts: KeyspaceParts,
    readonly bucket: string,
    /** Without slashes at its ends; may be empty. */
    readonly prefix: string,
  ) {}

  get client(): S3Client {
    return this.parts.client;
  }

  at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: this.full(key) };
  }

  full(key: string): string {
    return this.prefix === '' ? key : `${this.prefix}/${key}`;
  }

  own(full: string): string {
    return this.prefix === '' ? full : full.slice(this.prefix.length + 1);
  }

  /** The request may be repeated. Each try of it ends in time, or at once where the signal says so. */
  call<T>(request: (sending: Sending) => Promise<T>, { signal, bytes = 0 }: CallOptions = {}): Promise<T> {
    const ms = this.parts.wholeMs + bytes / SLOWEST_BYTES_PER_MS;
    return calling(() => bounded(ms, (abortSignal) => request({ abortSignal }), signal), signal);
  }
}
