import { randomUUID } from 'node:crypto';
import { Buckets, type Bucket } from '@throughline/bucket';
import { listBucketServers, type BucketServer, type RunningServer } from '@throughline/bucket/testing';
import { listAll, sourceListerContract } from '../../testing/source-lister.contract.js';
import type { SourceLister } from '../../kit/source-lister.js';
import { s3Source } from './index.js';

const AT = new Date('2026-02-05T10:00:00Z');

const textsIn = async (bucket: Bucket, prefix: string): Promise<readonly string[]> => {
  const texts: string[] = [];
  for await (const { key } of bucket.list(`${prefix}/`)) texts.push((await bucket.read(key)) ?? '');
  return texts.sort();
};

function sourceTests({ name, lacks, start }: BucketServer): void {
  let server: RunningServer;
  let buckets: Buckets;
  let bucket: Bucket;
  beforeAll(async () => {
    server = await start();
    buckets = new Buckets({ it: server.connection });
    bucket = buckets.open({ connection: 'it', bucket: server.bucket, prefix: '' });
  });
  afterAll(async () => {
    buckets.close();
    await server.close();
  });

  const isSorted = !lacks.includes('keys sorted by their bytes');
  const hasReserved = !lacks.includes('copies of keys with reserved characters');
  const open = (settings: Readonly<Record<string, string | boolean>>): SourceLister =>
    s3Source({
      connections: { it: { ...server.connection, sourceBuckets: [server.bucket] } },
      maxBytes: 1_000_000,
    }).open({ connection: 'it', bucket: server.bucket, subfolders: isSorted, ...settings });
  const put = async (key: string, content: string, at = AT): Promise<void> => {
    await bucket.put(key, Buffer.from(content), { contentType: 'video/mp4', metadata: { mark: 'x' } });
    await server.touch?.(key, at);
  };

  sourceListerContract(`a prefix of ${name}`, () => {
    const path = `Vorträge ${hasReserved ? '& ' : ''}год ${randomUUID()}`;
    return Promise.resolve({
      open: () => open({ path }),
      openRetiring: () => open({ path, after: 'move' }),
      put: (file, content, at) => put(`${path}/${file}`, content, at),
      contents: () => textsIn(bucket, path),
      close: async () => {
        for await (const { key } of bucket.list(`${path}/`)) await bucket.remove(key);
      },
    });
  });

  it('moves objects with their subfolders and metadata, and overwrites none', async () => {
    const path = randomUUID();
    const name = hasReserved ? 'a (1) & c+d' : 'a (1)';
    await put(`${path}/2026/${name}.mp4`, 'later');
    await put(`${path}/2026/Done/${name}.mp4`, 'earlier');
    const moving = open({ path: `${path}/2026`, after: 'move', moved_to: 'Done' });
    const [item] = await listAll(moving);
    if (item?.kind !== 'item') throw new Error('no item');
    expect(item.external_id).toMatch(/^[^\n]+\n5:\d+:[0-9a-f]{32}$/);
    expect(item.stable_after_ms).toBeUndefined();
    expect(await moving.retire?.(item.external_id)).toEqual({ state: 'retired' });
    expect(await listAll(moving)).toEqual([]);
    expect(await bucket.read(`${path}/2026/Done/${name}.mp4`)).toBe('earlier');
    expect(await bucket.read(`${path}/2026/Done/${name} (2).mp4`)).toBe('later');
    expect(await bucket.head(`${path}/2026/Done/${name} (2).mp4`)).toMatchObject({ size: 5, metadata: { mark: 'x' } });
  });
}

for (const server of listBucketServers()) {
  describe(`an S3 source, served by ${server.name}`, () => {
    sourceTests(server);
  });
}
