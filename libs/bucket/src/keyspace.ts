import type { S3Client } from '@aws-sdk/client-s3';
import { runWithTimeout } from './request-timeout.js';
import { retryCall } from './retry-call.js';

export interface SendOptions {
  readonly abortSignal: AbortSignal;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** The number of bytes sent, which extends the time limit. */
  readonly bytes?: number;
}

export interface KeyspaceParts {
  readonly client: S3Client;
  /** Limit for a request without content and its whole answer. Milliseconds. */
  readonly wholeMs: number;
}

/** A slower connection is useless for recordings: a part of 8 MiB would take a quarter of an hour. */
const SLOWEST_BYTES_PER_MS = 10;

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

  /** Calls a repeatable request. Each try has a time limit, and the signal ends it at once. */
  call<T>(request: (sending: SendOptions) => Promise<T>, { signal, bytes = 0 }: CallOptions = {}): Promise<T> {
    const ms = this.parts.wholeMs + bytes / SLOWEST_BYTES_PER_MS;
    return retryCall(() => runWithTimeout(ms, (abortSignal) => request({ abortSignal }), signal), signal);
  }
}
