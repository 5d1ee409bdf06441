import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Buckets, type Bucket } from '@throughline/bucket';
import { listBucketServers, type RunningServer } from '@throughline/bucket/testing';
import { S3Error, S3Fake, errorAnswer, matchRequests } from '@throughline/strict-fakes';
import { openFolderArtifactStore } from './artifact-store.folder.js';
import { S3ArtifactStore } from './artifact-store.s3.js';
import { artifactsUrlSetting, openArtifactStore } from './open-artifact-store.js';
import { artifactStoreContract } from './testing/artifact-store.contract.js';
import { listKeys, readAll } from './testing/content.js';
import type { ArtifactStoreHarness } from './testing/harness.js';

const localLeftovers = async (dir: string): Promise<readonly string[]> => [
  ...(await readdir(join(dir, 'tmp'))),
  ...(await readdir(join(dir, 'workspaces'))),
];

async function clear(bucket: Bucket): Promise<void> {
  for await (const { key } of bucket.list()) await bucket.remove(key);
}

for (const { name, lacks, start } of listBucketServers()) {
  const canBeListed = !lacks.includes('uploads that can be asked about');
  let server: RunningServer;
  let buckets: Buckets;
  beforeAll(async () => {
    server = await start();
    buckets = new Buckets({ it: server.connection });
  });
  afterAll(async () => {
    buckets.close();
    await server.close();
  });
  const open = async (): Promise<ArtifactStoreHarness> => {
    const dir = await mkdtemp(join(tmpdir(), 'tl-s3-store-'));
    // Each test has a prefix of its own.
    const bucket = buckets.open({ connection: 'it', bucket: server.bucket, prefix: `artifacts/${randomUUID()}` });
    const uploads = async (): Promise<readonly string[]> =>
      canBeListed ? (await bucket.uploads.list('')).map(({ key }) => key) : [];
    return {
      store: new S3ArtifactStore(bucket, await openFolderArtifactStore(dir)),
      leftovers: async () => [...(await localLeftovers(dir)), ...(await uploads())],
      close: async () => {
        await clear(bucket);
        await rm(dir, { recursive: true, force: true });
      },
    };
  };
  artifactStoreContract(`a bucket of ${name}`, open, {
    tellsWritersApart: !lacks.includes('conditions'),
    sortsKeys: !lacks.includes('keys sorted by their bytes'),
  });
}

describe('an artifact store in a bucket', () => {
  const MIB = 1024 ** 2;
  let fake: S3Fake;
  let dir: string;
  let buckets: Buckets;
  let store: S3ArtifactStore;
  beforeEach(async () => {
    fake = await S3Fake.start();
    dir = await mkdtemp(join(tmpdir(), 'tl-s3-store-'));
    buckets = new Buckets(
      { it: { endpoint: fake.endpoint, region: fake.region, ...fake.credentials } },
      { connectMs: 60_000, idleMs: 60_000 },
    );
    const bucket = buckets.open({ connection: 'it', bucket: 'bucket', prefix: 'artifacts' });
    store = new S3ArtifactStore(bucket, await openFolderArtifactStore(dir));
  });
  afterEach(async () => {
    buckets.close();
    await fake.close();
    await rm(dir, { recursive: true, force: true });
  });
  const ids = (): readonly string[] => [...fake.bucket().uploads.keys()];

  it('stores a large artifact in parts and shows it only as a whole', async () => {
    const bytes = randomBytes(17 * MIB);
    const slowDown = errorAnswer(new S3Error('SlowDown', 'as scripted'));
    fake.faults.add({ fault: { kind: 'answer', ...slowDown }, on: matchRequests('PUT', /partNumber=2/), times: 3 });
    await expect(store.put('large', bytes)).rejects.toMatchObject({ kind: 'waiting', code: 'store-away' });
    expect(await listKeys(store)).toEqual([]);
    expect(ids()).toEqual([]);
    await store.put('large', bytes);
    expect((await readAll(store, 'large')).equals(bytes)).toBe(true);
    await expect(store.put('large', randomBytes(17 * MIB))).rejects.toMatchObject({ kind: 'exists' });
    expect(ids()).toEqual([]);
  });

  it.each([
    ['a put', matchRequests('PUT', /once/), 10],
    ['a completion', matchRequests('POST', /uploadId=/), 17 * MIB],
  ])('recognises %s whose answer was lost', async (_, on, size) => {
    const bytes = randomBytes(size);
    fake.faults.add({ fault: { kind: 'drop-answer' }, on });
    expect(await store.put('once', bytes)).toMatchObject({ size });
    expect((await readAll(store, 'once')).equals(bytes)).toBe(true);
  });

  it('continues reading after broken connections, and gives up only without progress', async () => {
    const bytes = randomBytes(300_000);
    await store.put('long', bytes);
    const on = matchRequests('GET', /long/);
    fake.faults.add({ fault: { kind: 'drop-answer', afterBytes: 100_000 }, on, times: 2 });
    expect((await readAll(store, 'long')).equals(bytes)).toBe(true);
    const part = await store.open('long', { start: 10, end: 200_009 });
    expect((await buffer(part.stream)).equals(bytes.subarray(10, 200_010))).toBe(true);
    fake.faults.add({ fault: { kind: 'drop-answer', afterBytes: 0 }, on, times: 99 });
    await expect(readAll(store, 'long')).rejects.toThrow();
  });

  it('makes one local copy for concurrent users, and removes it with the last one', async () => {
    await store.put('m/talk.mp4', Buffer.from('media'));
    const before = fake.log.length;
    const [one, two] = await Promise.all([store.materialize('m/talk.mp4'), store.materialize('m/talk.mp4')]);
    expect(one.path).toBe(two.path);
    expect(fake.log.length - before).toBe(2);
    await one.release();
    expect(await localLeftovers(dir)).toHaveLength(1);
    await two.release();
    expect(await localLeftovers(dir)).toEqual([]);
  });

  it('rejects a local copy whose bytes differ from the stored ones', async () => {
    await store.put('m/talk.mp4', Buffer.from('media'));
    const { objects } = fake.bucket();
    const there = objects.get('artifacts/m/talk.mp4');
    if (there === undefined) throw new Error('it was stored');
    objects.set(there.key, { ...there, content: Buffer.from('MEDIA') });
    await expect(store.materialize('m/talk.mp4')).rejects.toMatchObject({ kind: 'retryable', code: 'content-corrupted' });
    expect(await localLeftovers(dir)).toEqual([]);
  });

  it('aborts abandoned uploads at its start, and uploads below a removed prefix', async () => {
    const bucket = buckets.open({ connection: 'it', bucket: 'bucket', prefix: 'artifacts' });
    const old = await bucket.uploads.create('a/old');
    const now = Date.now();
    await store.begin(now);
    expect(ids()).toEqual([old.id]);
    await store.begin(now + 49 * 3_600_000);
    expect(ids()).toEqual([]);
    await bucket.uploads.create('a/left');
    const other = await bucket.uploads.create('b/left');
    await new Promise((resolve) => setTimeout(resolve, 2));
    await store.removePrefix('a');
    expect(ids()).toEqual([other.id]);
  });

  it('is opened by its address, which a folder does not need', async () => {
    const connections = { it: { endpoint: fake.endpoint, region: fake.region, ...fake.credentials } };
    const opened = await openArtifactStore({ dir, url: 's3://it/bucket/artifacts', connections });
    await opened.put('a', Buffer.from('a'));
    expect([...fake.bucket().objects.keys()]).toEqual(['artifacts/a']);
    const folder = await openArtifactStore({ dir, url: undefined, connections: {} });
    expect(await folder.stat('a')).toBeUndefined();
    expect(artifactsUrlSetting.read('s3://it/bucket/artifacts')).toEqual({ value: 's3://it/bucket/artifacts' });
    expect(artifactsUrlSetting.read('')).toEqual({ value: undefined });
    expect(artifactsUrlSetting.read('/srv/artifacts')).toHaveProperty('problem');
    await expect(openArtifactStore({ dir, url: 'https://bucket', connections })).rejects.toThrow('TL_ARTIFACTS_URL');
    await expect(openArtifactStore({ dir, url: 's3://other/bucket', connections })).rejects.toThrow("called 'other'");
    const wrong = { it: { ...connections.it, secretAccessKey: 'none-of-theirs' } };
    const refused = openArtifactStore({ dir, url: 's3://it/bucket', connections: wrong });
    await expect(refused).rejects.toMatchObject({ kind: 'waiting', code: 'store-not-writable' });
  });
});
