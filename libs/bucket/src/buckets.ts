import { S3Client } from '@aws-sdk/client-s3';
import { Bucket } from './bucket.js';
import type { Connection, Connections, Place } from './connections.js';
import { Keyspace } from './keyspace.js';
import { BucketError } from './trouble.js';

export interface Patience {
  /** Until there is a connection. Milliseconds. */
  readonly connectMs: number;
  /** Without a byte in either direction. Milliseconds. */
  readonly idleMs: number;
  /** For one request and the whole of its answer, beside the time that its own bytes take. What is opened may be read for longer. Milliseconds. */
  readonly wholeMs?: number;
}

const PATIENCE: Required<Patience> = { connectMs: 5_000, idleMs: 60_000, wholeMs: 180_000 };

function clientOf(connection: Connection, { connectMs, idleMs }: Patience): S3Client {
  const { endpoint, region, forcePathStyle, accessKeyId, secretAccessKey, sessionToken } = connection;
  return new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    forcePathStyle: forcePathStyle ?? endpoint !== undefined,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    // Retries of the SDK sleep as long as an answer asks for, whatever the abort signal says: ours do not.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: connectMs, socketTimeout: idleMs },
    // It would write to the console.
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

const silent = (): void => undefined;

/** Opens buckets of the operator's connections, with one client for each connection. */
export class Buckets {
  readonly #clients = new Map<string, S3Client>();
  readonly #patience: Required<Patience>;

  constructor(
    private readonly connections: Connections,
    patience: Patience = PATIENCE,
  ) {
    this.#patience = { ...PATIENCE, ...patience };
  }

  /** Sends nothing yet. Throws `misconfigured` where there is no such connection. */
  open({ connection, bucket, prefix }: Place): Bucket {
    const { wholeMs } = this.#patience;
    return new Bucket(new Keyspace({ client: this.#client(connection), wholeMs }, bucket, prefix));
  }

  /** Whether outputs may be sent to this bucket. */
  allows({ connection, bucket }: Pick<Place, 'connection' | 'bucket'>): boolean {
    return this.#named(connection)?.buckets?.includes(bucket) === true;
  }

  /** Where it is, whatever the connection is called. A text without secrets, the same as long as that is the same bucket. */
  whereIs({ connection, bucket, prefix }: Place): string {
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
      const known = Object.keys(this.connections).join(', ') || 'none';
      throw new BucketError('misconfigured', 'NoSuchConnection', `No S3 connection is called '${name}'; known are: ${known}`);
    }
    const client = clientOf(connection, this.#patience);
    this.#clients.set(name, client);
    return client;
  }

  #named(name: string): Connection | undefined {
    return Object.hasOwn(this.connections, name) ? this.connections[name] : undefined;
  }
}
