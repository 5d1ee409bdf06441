import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeServer } from '../serving/fake-server.js';
import type { FaultScript } from '../serving/faults.js';
import type { LogEntry } from '../serving/request-log.js';
import { S3Error, errorAnswer } from './errors.js';
import { readPayload } from './payload.js';
import { findRoute } from './route.js';
import { verifySignature, type Credentials } from './sigv4.js';
import { Bucket } from './storage.js';

export interface S3FakeOptions {
  readonly credentials?: Credentials;
  readonly region?: string;
  readonly buckets?: readonly string[];
  /** The place of the bucket's name: in the path or in the host. */
  readonly addressing?: 'path' | 'virtual-host';
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export const FAKE_S3_CREDENTIALS: Credentials = {
  accessKeyId: 'AKIAFAKEFAKEFAKEFAKE',
  secretAccessKey: 'fake/secret+of/the+strict/fake+of/buckets',
};

/**
 * An S3 service that refuses what S3 refuses: unsigned requests, wrong checksums, parts that are too small. Answers everything
 * unknown with 501, so that nothing works by chance. Keeps everything in memory.
 */
export class S3Fake {
  readonly #server: FakeServer;

  private constructor(
    server: FakeServer,
    private readonly buckets: ReadonlyMap<string, Bucket>,
    readonly credentials: Credentials,
    readonly region: string,
  ) {
    this.#server = server;
  }

  static async start(options: S3FakeOptions = {}): Promise<S3Fake> {
    const { credentials = FAKE_S3_CREDENTIALS, region = 'us-east-1', addressing = 'path', now = Date.now } = options;
    const buckets = new Map((options.buckets ?? ['bucket']).map((name) => [name, new Bucket()]));
    const service = new Service(buckets, addressing, { credentials, region, now });
    return new S3Fake(await FakeServer.start((request) => service.answer(request)), buckets, credentials, region);
  }

  get endpoint(): string {
    return this.#server.url;
  }

  get log(): readonly LogEntry[] {
    return this.#server.log;
  }

  get faults(): FaultScript {
    return this.#server.faults;
  }

  /** Returns a bucket's contents without the checks of a request. */
  bucket(name = 'bucket'): Bucket {
    const found = this.buckets.get(name);
    if (found === undefined) throw new Error(`There is no bucket ${name}`);
    return found;
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

function requireLength({ method, headers }: FakeRequest): void {
  const length = headers['x-amz-decoded-content-length'] ?? headers['content-length'];
  if (method === 'PUT' && length === undefined)
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
}

class Service {
  constructor(
    private readonly buckets: ReadonlyMap<string, Bucket>,
    private readonly addressing: 'path' | 'virtual-host',
    private readonly verifying: Parameters<typeof verifySignature>[1],
  ) {}

  answer(request: FakeRequest): FakeAnswer {
    try {
      const signed = verifySignature(request, this.verifying);
      requireLength(request);
      const payload = readPayload(request, signed);
      const { bucketName, key } = this.#place(request);
      const bucket = this.buckets.get(bucketName);
      if (bucket === undefined)
        throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: bucketName });
      const perform = findRoute(request, key === '' ? 'bucket' : 'object');
      return perform({ request, bucketName, bucket, key, payload, now: this.verifying.now });
    } catch (error) {
      const failure =
        error instanceof S3Error ? error : new S3Error('InternalError', error instanceof Error ? error.message : 'unknown');
      return errorAnswer(failure, request.method);
    }
  }

  #place({ path, headers }: FakeRequest): { bucketName: string; key: string } {
    const [host = ''] = (headers['host'] ?? '').split(':');
    const own = host === '127.0.0.1' || host === 'localhost';
    if (own !== (this.addressing === 'path'))
      throw new S3Error(
        'InvalidRequest',
        `A request must name its bucket in the ${this.addressing === 'path' ? 'path' : 'host'}`,
      );
    const decoded = decodeURIComponent(path.slice(1));
    if (!own) return { bucketName: host.slice(0, host.indexOf('.')), key: decoded };
    const end = decoded.indexOf('/');
    return end < 0 ? { bucketName: decoded, key: '' } : { bucketName: decoded.slice(0, end), key: decoded.slice(end + 1) };
  }
}
