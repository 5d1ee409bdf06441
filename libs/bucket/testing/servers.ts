import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Fake } from '@throughline/strict-fakes';
import type { Connection } from '#src/connections.js';
import { findConfiguredServer, type ConfiguredServer } from './config.js';

export interface RunningServer {
  readonly connection: Connection;
  readonly bucket: string;
  /** Changes the time of an object. Absent for a service that cannot do so. */
  readonly touch?: (key: string, at: Date) => Promise<void>;
  readonly close: () => Promise<void>;
}

export type MissingFeature =
  | 'conditions'
  | 'copies of keys with reserved characters'
  | 'uploads that can be asked about'
  | 'keys sorted by their bytes';

export interface BucketServer {
  readonly name: string;
  readonly lacks: readonly MissingFeature[];
  readonly start: () => Promise<RunningServer>;
}

async function startFake(): Promise<RunningServer> {
  const fake = await S3Fake.start();
  return {
    connection: { endpoint: fake.endpoint, region: fake.region, ...fake.credentials },
    bucket: 'bucket',
    touch: (key, at) => {
      const { objects } = fake.bucket();
      objects.set(key, { ...fake.bucket().object(key), modifiedAt: at });
      return Promise.resolve();
    },
    close: () => fake.close(),
  };
}

type S3rver = new (options: object) => { run(): Promise<{ readonly port: number }>; close(): Promise<void> };
const S3rver = createRequire(import.meta.url)('s3rver') as S3rver;

/** An independent implementation, so that the fake and its client do not share a mistake. */
async function startS3rver(): Promise<RunningServer> {
  const directory = await mkdtemp(join(tmpdir(), 'tl-s3rver-'));
  const configureBuckets = [{ name: 'bucket' }];
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets });
  const { port } = await server.run();
  return {
    connection: {
      endpoint: `http://127.0.0.1:${String(port)}`,
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    },
    bucket: 'bucket',
    touch: (key, at) => utimes(join(directory, 'bucket', `${key}._S3rver_object`), at, at),
    close: async () => {
      await server.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const toStartedServer = (given: ConfiguredServer) => (): Promise<RunningServer> =>
  Promise.resolve({ ...given, close: () => Promise.resolve() });

/**
 * Returns the strict fake, an independent server, and the service that the environment names (`TL_TEST_S3_CONNECTION`,
 * `TL_TEST_S3_BUCKET`).
 */
export function listBucketServers(given = findConfiguredServer()): readonly BucketServer[] {
  return [
    { name: 'the strict fake', lacks: [], start: startFake },
    // It decodes only a part of a copy's source, answers AbortMultipartUpload and ListParts with 405 and ListMultipartUploads with 501, ignores If-None-Match, and
    // lists keys in the order of its folders.
    {
      name: 's3rver',
      lacks: [
        'conditions',
        'copies of keys with reserved characters',
        'uploads that can be asked about',
        'keys sorted by their bytes',
      ],
      start: startS3rver,
    },
    ...(given === undefined ? [] : [{ name: 'the S3 of this environment', lacks: [], start: toStartedServer(given) }]),
  ];
}
