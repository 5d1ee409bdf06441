import type { Connection } from '@throughline/bucket';
import { S3Fake, matchRequests, type Fault } from '@throughline/strict-fakes';
import { listAll } from '../../testing/source-lister.contract.js';
import type { SourceLister } from '../../kit/source-lister.js';
import { s3Source } from './index.js';

const never = new AbortController().signal;

describe('an S3 source', () => {
  let fake: S3Fake;
  beforeEach(async () => {
    fake = await S3Fake.start();
  });
  afterEach(() => fake.close());

  const open = (settings = {}, connection: Partial<Connection> = {}): SourceLister =>
    s3Source({
      connections: {
        it: { endpoint: fake.endpoint, region: fake.region, ...fake.credentials, sourceBuckets: ['bucket'], ...connection },
      },
      maxBytes: 6 * 2 ** 30,
    }).open({ connection: 'it', bucket: 'bucket', subfolders: true, ...settings });
  const put = (...keys: readonly string[]): void => {
    const modifiedAt = new Date('2026-02-05T10:00:00Z');
    for (const key of keys) {
      const content = Buffer.from(key.endsWith('/') ? '' : `content of ${key}`);
      const etag = `${content.toString('hex').slice(0, 30)}-1`;
      fake
        .bucket()
        .objects.set(key, { key, content, etag, contentType: 'video/mp4', metadata: {}, checksum: undefined, modifiedAt });
    }
  };
  const keys = (): readonly string[] => [...fake.bucket().objects.keys()].sort();
  const namesOf = async (lister: SourceLister, limit = 2): Promise<readonly string[]> =>
    (await listAll(lister, limit)).map((entry) =>
      entry.kind === 'item' ? (entry.external_id.split('\n')[0] ?? '') : `${entry.name}: ${entry.code}`,
    );
  const idOf = async (lister: SourceLister): Promise<string> => {
    const [entry] = await listAll(lister);
    if (entry?.kind !== 'item') throw new Error('no item');
    return entry.external_id;
  };
  const answering = (status: number, body = ''): Fault => ({ kind: 'answer', status, body });
  const failWith = async (work: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    const all = JSON.stringify(error, Object.getOwnPropertyNames(error));
    for (const secret of [fake.credentials.secretAccessKey, fake.credentials.accessKeyId, 'X-Amz-', 'AWS4-HMAC', '127.0.0.1'])
      expect(all).not.toContain(secret);
    return error;
  };

  it('leaves out marks of folders, hidden objects, and names that lead elsewhere', async () => {
    put(
      'a/',
      'a/b.mp4',
      'a//c.mp4',
      'a/../d.mp4',
      'a/.hidden/e.mp4',
      '.f.mp4',
      'g\nh.mp4',
      'i.mp4.part',
      'j.mp4.imported',
      'k.mp4',
    );
    expect(await namesOf(open(), 1)).toEqual([
      'a//c.mp4: unreadable-name',
      'a/b.mp4',
      'g?h.mp4: unreadable-name',
      'i.mp4.part: incomplete',
      'k.mp4',
    ]);
    expect(await namesOf(open({ path: 'a', subfolders: false }))).toEqual(['a/b.mp4']);
    expect(await namesOf(open({ path: 'missing' }))).toEqual([]);
  });

  it('does not read all objects of a large folder that is left out', async () => {
    put('a.mp4', 'z.mp4', ...Array.from({ length: 5_000 }, (_, index) => `Imported/${String(index)}.mp4`));
    fake.bucket().objects.set('Imported0', { ...fake.bucket().object('z.mp4'), key: 'Imported0' });
    expect(await namesOf(open({ after: 'move' }), 100)).toEqual(['Imported0', 'a.mp4', 'z.mp4']);
    expect(fake.log.length).toBeLessThan(4);
  });

  it('reads the listed version, and refuses another one', async () => {
    put('a.mp4');
    const id = await idOf(open());
    const opened = await open().open?.(id);
    expect(await opened?.stream.toArray()).toEqual([Buffer.from('content of a.mp4')]);
    await opened?.requireUnchanged();
    put('b.mp4');
    fake.bucket().objects.set('a.mp4', { ...fake.bucket().object('b.mp4'), key: 'a.mp4' });
    await expect(opened?.requireUnchanged()).rejects.toMatchObject({ code: 'source-changed' });
    await expect(open().open?.(id)).rejects.toMatchObject({ code: 'source-changed' });
    fake.bucket().objects.delete('a.mp4');
    await expect(open().open?.(id)).rejects.toMatchObject({ code: 'source-gone' });
    await expect(open().open?.('a.mp4\n1:1')).rejects.toMatchObject({ code: 'source-item-invalid' });
  });

  it('finishes a move that was killed between the copy and the removal, without another copy', async () => {
    put('a.mp4');
    const moving = open({ after: 'move' });
    const id = await idOf(moving);
    fake.faults.add({ fault: answering(403), on: matchRequests('DELETE', /a\.mp4/) });
    await expect(moving.retire?.(id)).rejects.toMatchObject({ kind: 'waiting', code: 'source-not-permitted' });
    expect(keys()).toEqual(['Imported/a.mp4', 'a.mp4']);
    expect(await moving.retire?.(id)).toEqual({ state: 'retired' });
    expect(keys()).toEqual(['Imported/a.mp4']);
    expect(await moving.retire?.(id)).toEqual({ state: 'gone' });
  });

  it('moves objects of a service that refuses conditions for the target of a copy', async () => {
    put('a.mp4');
    const moving = open({ after: 'move' });
    const id = await idOf(moving);
    fake.faults.add({ fault: answering(501), on: matchRequests('PUT', /Imported/) });
    expect(await moving.retire?.(id)).toEqual({ state: 'retired' });
    expect(keys()).toEqual(['Imported/a.mp4']);
  });

  it('removes nothing at a service that refuses conditional removals', async () => {
    put('a.mp4');
    const moving = open({ after: 'move' });
    const id = await idOf(moving);
    fake.faults.add({ fault: answering(501), on: matchRequests('DELETE', /a\.mp4/), times: 9 });
    await expect(moving.retire?.(id)).rejects.toMatchObject({ kind: 'permanent', code: 'source-misconfigured' });
    expect(keys()).toEqual(['Imported/a.mp4', 'a.mp4']);
  });

  it('keeps an object that is replaced while its earlier version is moved', async () => {
    put('a.mp4', 'b.mp4');
    const moving = open({ after: 'move' });
    const id = await idOf(moving);
    const replaced = { ...fake.bucket().object('b.mp4'), key: 'a.mp4' };
    const { objects } = fake.bucket();
    const set = objects.set.bind(objects);
    objects.set = (key, object) => {
      set(key, object);
      return key.startsWith('Imported/') ? set('a.mp4', replaced) : objects;
    };
    expect(await moving.retire?.(id)).toEqual({ state: 'gone' });
    expect(fake.bucket().object('a.mp4').content.toString()).toBe('content of b.mp4');
  });

  it('leaves an object over 5 GiB where it is, and says so', async () => {
    const id = `a.mp4\n${String(5 * 2 ** 30 + 1)}:1:etag`;
    await expect(open({ after: 'mark' }).retire?.(id)).rejects.toMatchObject({ code: 'source-too-large' });
    expect(fake.log).toEqual([]);
  });

  it.each<[string, Fault, string, string]>([
    ['denies access', answering(403), 'waiting', 'source-not-permitted'],
    ['is busy', answering(503), 'waiting', 'source-busy'],
    ['breaks connections', { kind: 'drop-answer' }, 'waiting', 'source-not-responding'],
    ['supports no listings', answering(501), 'permanent', 'source-misconfigured'],
    ['answers with a page', answering(200, '<html>Sign in</html>'), 'retryable', 'source-error'],
  ])('reports a service that %s, without a secret', async (_, fault, kind, code) => {
    fake.faults.add({ fault, times: 9 });
    expect(await failWith(open().list({ limit: 10 }, never))).toMatchObject({ kind, code });
  });

  it.each<[string, object, string]>([
    ['a wrong key', { secretAccessKey: 'wrong' }, 'source-not-permitted'],
    ['a missing bucket', { sourceBuckets: ['other'] }, 'source-misconfigured'],
  ])('reports %s, without a secret', async (_, connection, code) => {
    const bucket = 'sourceBuckets' in connection ? 'other' : 'bucket';
    expect(await failWith(open({ bucket }, connection).list({ limit: 10 }, never))).toMatchObject({ code });
  });

  it('refuses a service whose listing repeats itself', async () => {
    put('b.mp4', 'a.mp4');
    const entry = (key: string): string =>
      `<Contents><Key>${key}</Key><LastModified>2026-02-05T10:00:00.000Z</LastModified><ETag>"x"</ETag><Size>5</Size></Contents>`;
    const page = `<?xml version="1.0"?><ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken>${entry('a.mp4')}${entry('b.mp4')}</ListBucketResult>`;
    fake.faults.add({ fault: answering(200, page), times: 9 });
    expect(await failWith(open().list({ limit: 10 }, never))).toMatchObject({ kind: 'permanent', code: 'source-unsupported' });
  });

  it('offers only buckets that the operator has opened for sources', () => {
    const connection = { region: 'us-east-1', accessKeyId: 'AK', secretAccessKey: 'very-secret' };
    const type = s3Source({
      connections: { out: { ...connection, buckets: ['bucket'] }, it: { ...connection, sourceBuckets: ['talks'] } },
      maxBytes: 1,
    });
    const options = (key: string): unknown => type.describe()?.find((setting) => setting.key === key)?.options;
    expect([options('connection'), options('bucket')]).toEqual([[{ value: 'it' }], [{ value: 'talks', of: 'it' }]]);
    expect(() => type.open({ connection: 'out', bucket: 'bucket' })).toThrow("There is no S3 connection 'out'; available: it");
    expect(() => type.open({ connection: 'it', bucket: 'bucket' })).toThrow(
      /does not open the bucket 'bucket'.*available: talks/,
    );
    expect(() => type.open({ connection: 'it', bucket: 'talks', settle_seconds: 5 })).toThrow(/no setting 'settle_seconds'/);
    expect(s3Source({ connections: { out: connection }, maxBytes: 1 }).describe()).toBeUndefined();
  });
});
