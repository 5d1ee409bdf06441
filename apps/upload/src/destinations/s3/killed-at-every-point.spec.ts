import { testDepth } from '@throughline/contracts/testing';
import { Buckets } from '@throughline/bucket';
import { LAST_REQUESTS, S3Fake, endingAt } from '@throughline/strict-fakes';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { S3Destination } from './s3-destination.js';

const MIB = 1024 ** 2;
const FILES = { 'words.srt': 'words', 'topics.json': '{}' };
/** Each case has another order of requests, and so other points of failure. */
const CASES = ['newer content in the place of older', 'a large file in parts'] as const;
type Case = (typeof CASES)[number];

describe.each(LAST_REQUESTS)('a delivery to S3 whose process is killed %s one of its requests', (_, fault) => {
  let fake: S3Fake;
  let dir: TempDir;
  let buckets: Buckets;
  beforeEach(async () => {
    fake = await S3Fake.start({ buckets: ['bucket'] });
    dir = await tempDir();
    buckets = new Buckets(
      { it: { endpoint: fake.endpoint, region: fake.region, ...fake.credentials } },
      { connectMs: 60_000, idleMs: 60_000 },
    );
  });
  afterEach(async () => {
    buckets.close();
    await fake.close();
    await dir.remove();
  });

  const open = (): S3Destination => new S3Destination({ connection: 'it', bucket: 'bucket', prefix: 'out' }, buckets);
  const prepare = async (what: Case): Promise<{ log: DeliveryLog; request: DeliveryRequest; files: object }> => {
    const log = new DeliveryLog(open());
    const files = what === 'a large file in parts' ? { ...FILES, 'video.mp4': 'x'.repeat(9 * MIB) } : FILES;
    if (what === 'a large file in parts') return { log, request: await createRequest(dir.path, files), files };
    const older = await createRequest(dir.path, { 'video.mp4': 'old', 'words.srt': 'old words' });
    await log.attempt(older);
    return { log, request: await createRequest(dir.path, files, { assetId: older.assetId }), files };
  };
  const listObjects = ({ assetId }: DeliveryRequest): Readonly<Record<string, string>> => {
    const at = `out/${assetId}/`;
    const entries = [...fake.bucket().objects].filter(([key]) => key.startsWith(at));
    return Object.fromEntries(entries.map(([key, { content }]) => [key.slice(at.length), content.toString()]));
  };

  it.each(CASES)('leaves one object for each file and no upload in the end: %s', async (what) => {
    const counted = await prepare(what);
    const before = fake.log.length;
    await counted.log.attempt(counted.request);
    const requests = fake.log.length - before;
    expect(requests).toBeGreaterThan(3);

    for (const earlier of testDepth.samples(Array.from({ length: requests }, (_each, index) => index))) {
      const { log, request, files } = await prepare(what);
      fake.faults.add(...endingAt(earlier, fault));
      await log.attempt(request).catch(() => undefined);
      fake.faults.clear();
      const next = new DeliveryLog(open());
      next.checkpoints = log.checkpoints;
      expect(await next.attempt(request)).toMatchObject({ kind: 'delivered', key: request.key });
      const { '.throughline.json': manifest, ...held } = listObjects(request);
      expect({ earlier, held }).toEqual({ earlier, held: files });
      expect(JSON.parse(manifest ?? '')).toMatchObject({ key: request.key });
      expect({ earlier, uploads: fake.bucket().uploads.size }).toEqual({ earlier, uploads: 0 });
    }
  });
});
