import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { Buckets, type Bucket } from '@throughline/bucket';
import { listBucketServers } from '@throughline/bucket/testing';
import { destinationContract } from '../../testing/destination.contract.js';
import { MANIFEST } from '../../kit/manifest.js';
import { listRecordedUploads } from '#testing/s3/recorded-uploads.js';
import { S3Destination } from './s3-destination.js';

async function keysOf(bucket: Bucket, beginning = ''): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of bucket.list(beginning)) keys.push(key);
  return keys;
}

const itemsOf = async (bucket: Bucket, assetId: string): Promise<readonly string[]> =>
  (await keysOf(bucket)).filter((key) => key.split('/').at(-2) === assetId && !key.endsWith(`/${MANIFEST}`));

async function filesOf(bucket: Bucket, assetId: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const keys = await itemsOf(bucket, assetId);
  const texts = await Promise.all(keys.map(async (key) => [basename(key), (await bucket.read(key)) ?? ''] as const));
  return texts.length === 0 ? [] : [Object.fromEntries(texts)];
}

for (const { name, lacks, start } of listBucketServers()) {
  const canBeListed = !lacks.includes('uploads that can be asked about');
  destinationContract(
    `a bucket of ${name}`,
    {
      class: 'keyed',
      canBeAsked: true,
      refusesSharedLocations: true,
      hasFolders: true,
      onRecord: canBeListed ? listRecordedUploads : () => [],
    },
    async () => {
      const server = await start();
      const buckets = new Buckets({ it: server.connection });
      const place = { connection: 'it', bucket: server.bucket, prefix: `out/${randomUUID()}` };
      const bucket = buckets.open(place);
      return {
        destination: new S3Destination(place, buckets),
        objects: (assetId) => filesOf(bucket, assetId),
        foldersOf: async (assetId) => {
          const folders = (await itemsOf(bucket, assetId)).map((key) => key.split('/').slice(0, -2).join('/'));
          return [...new Set(folders)];
        },
        sessions: async () => (canBeListed ? (await bucket.uploads.list('')).map(({ id }) => id) : []),
        leftovers: async () => (await keysOf(bucket)).filter((key) => !/(^|\/)[0-9a-f-]{36}\/[^/]+$/.test(key)),
        close: async () => {
          for (const key of await keysOf(bucket)) await bucket.remove(key);
          if (canBeListed) for (const upload of await bucket.uploads.list('')) await bucket.uploads.abort(upload);
          buckets.close();
          await server.close();
        },
      };
    },
  );
}
