import { S3Client } from '@aws-sdk/client-s3';
import { Bucket } from './bucket.js';
import type { Connection, Connections, BucketLocation } from './connections.js';
import { Keyspace } from './keyspace.js';
import { BucketError } from './bucket-error.js';

export interface RequestTimeouts {
  /** Limit for opening a connection. Milliseconds. */
  readonly connectMs: number;
  /** Limit without a byte in either direction. Milliseconds. */
  readonly idleMs: number;
  /**
   * Limit for one request with its whole answer, plus the time for the bytes sent. Reading an opened object may take longer.
   * Milliseconds.
   */
  readonly wholeMs?: number;
}

const TIMEOUTS: Required<RequestTimeouts> = { connectMs: 5_000, idleMs: 60_000, wholeMs: 180_000 };

function clientOf(connection: Connection, { connectMs, idleMs }: RequestTimeouts): S3Client {
  const { endpoint, region, forcePathStyle, accessKeyId, secretAccessKey, sessionToken } = connection;
  return new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    forcePathStyle: forcePathStyle ?? endpoint !== undefined,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    // The SDK's own retries would ignore the abort signal while they wait, so this library retries instead.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: connectMs, socketTimeout: idleMs },
    // The SDK's default logger writes to the console.
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

const silent = (): void => undefined;

export class Buckets {
  readonly #clients = new Map<string, S3Client>();
  readonly #timeouts: Required<RequestTimeouts>;

  constructor(
    private readonly connections: Connections,
    timeouts: RequestTimeouts = TIMEOUTS,
  ) {
    this.#timeouts = { ...TIMEOUTS, ...timeouts };
  }

  /** Creates a bucket without sending a request. Throws `misconfigured` if there is no such connection. */
  open({ connection, bucket, prefix }: BucketLocation): Bucket {
    const { wholeMs } = this.#timeouts;
    return new Bucket(new Keyspace({ client: this.#client(connection), wholeMs }, bucket, prefix));
  }

  allows({ connection, bucket }: Pick<BucketLocation, 'connection' | 'bucket'>): boolean {
    return this.#named(connection)?.buckets?.includes(bucket) === true;
  }

  /** Returns the bucket's address without secrets. It does not depend on the connection's name, so it identifies the bucket. */
  whereIs({ connection, bucket, prefix }: BucketLocation): string {
    const { endpoint, region = '' } = this.#named(connection) ?? {};
    const host = endpoint === undefined ? `s3.${region}.amazonaws.com` : new URL(endpoint).host;
    return `s3://${[host, bucket, ...(prefix === '' ? [] : [prefix])].join('/')}`;
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
    this.#clients.clear();
  }

  #client(name: string): S3Client {
    const there = this.#clients.get(name);
    if (there !== undefined) return there;
    const connection = this.#named(name);
    if (connection === undefined) {
      const names = Object.keys(this.connections).join(', ') || 'none';
      throw new BucketError('misconfigured', 'NoSuchConnection', `No S3 connection is called '${name}'; available: ${names}`);
    }
    const client = clientOf(connection, this.#timeouts);
    this.#clients.set(name, client);
    return client;
  }

  #named(name: string): Connection | undefined {
    return Object.hasOwn(this.connections, name) ? this.connections[name] : undefined;
  }
}
