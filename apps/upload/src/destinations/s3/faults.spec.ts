import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Buckets, type Connection } from '@throughline/bucket';
import { until } from '@throughline/stack/testing';
import { S3Error, S3Fake, errorAnswer, matchRequests, type Fault, type S3ErrorCode } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { listRecordedUploads } from '#testing/s3/recorded-uploads.js';
import { S3Destination } from './s3-destination.js';

const MIB = 1024 ** 2;
const PARTS = matchRequests('PUT', /partNumber=/);
const COMPLETING = matchRequests('POST', /uploadId=/);

const answering = (code: S3ErrorCode, headers: Readonly<Record<string, string>> = {}): Fault => {
  const answer = errorAnswer(new S3Error(code, 'as scripted'));
  return { kind: 'answer', ...answer, headers: { ...answer.headers, ...headers } };
};

describe('an S3 output', () => {
  let fake: S3Fake;
  let dir: string;
  let log: DeliveryLog;
  const opened: Buckets[] = [];
  const open = (given: Partial<Connection> = {}, place: object = {}, timeoutMs = 60_000): S3Destination => {
    const connection = { endpoint: fake.endpoint, region: fake.region, ...fake.credentials, ...given };
    const buckets = new Buckets({ it: connection }, { connectMs: timeoutMs, idleMs: timeoutMs });
    opened.push(buckets);
    return new S3Destination({ connection: 'it', bucket: 'bucket', prefix: 'out', ...place }, buckets);
  };
  beforeEach(async () => {
    fake = await S3Fake.start({ buckets: ['bucket', 'second'] });
    dir = await mkdtemp(join(tmpdir(), 'tl-s3-'));
    log = new DeliveryLog(open());
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) each.close();
    await fake.close();
    await rm(dir, { recursive: true, force: true });
  });
  const large = (fill = 'x', given: Partial<DeliveryRequest> = {}): Promise<DeliveryRequest> =>
    createRequest(dir, { 'video.mp4': fill.repeat(9 * MIB), 'words.srt': 'words' }, given);
  const countRequests = (of: RegExp, method = ''): number =>
    fake.log.filter((each) => of.test(each.target) && (method === '' || each.method === method)).length;
  const contentOf = (request: DeliveryRequest, name: string, bucket = 'bucket'): string | undefined =>
    fake.bucket(bucket).objects.get(`out/${request.assetId}/${name}`)?.content.toString();

  /** Ends an attempt when its first part is stored, while the second one gets no answer. */
  const endAfterOnePart = async (request: DeliveryRequest): Promise<void> => {
    const ending = new AbortController();
    fake.faults.add({ fault: { kind: 'hang' }, on: matchRequests('PUT', /partNumber=2/) });
    const onProgress = (): void => {
      void until(() => countRequests(/partNumber=2/) === 1).then(() => {
        ending.abort(Object.assign(new Error('shutdown'), { kind: 'attempt-aborted', why: 'shutdown' }));
      });
    };
    await expect(log.attempt(request, { signal: ending.signal, onProgress })).rejects.toThrow('shutdown');
  };

  it('resumes with the parts of an earlier attempt', async () => {
    const request = await large();
    await endAfterOnePart(request);
    expect(fake.bucket().objects.size).toBe(0);
    const before = countRequests(/partNumber=/);
    const stored = [...fake.bucket().uploads.values()].reduce((sum, { parts }) => sum + parts.size, 0);
    expect(stored).toBe(1);
    const done: number[] = [];
    await log.attempt(request, { onProgress: (bytes) => done.push(bytes) });
    expect(countRequests(/partNumber=/) - before).toBe(3 - stored);
    expect(countRequests(/uploads(=|$)/, 'POST')).toBe(2);
    expect(done.at(-1)).toBe(9 * MIB + 5);
    expect(contentOf(request, 'video.mp4')).toBe('x'.repeat(9 * MIB));
    expect(fake.bucket().uploads.size).toBe(0);
  });

  it('records every upload before its first byte', async () => {
    const request = await large();
    let recorded: readonly string[] = [];
    await log.attempt(request, {
      checkpoint: (data) => {
        recorded = listRecordedUploads(data);
        expect(countRequests(/partNumber=/)).toBe(0);
        expect([...fake.bucket().uploads.keys()].sort()).toEqual([...recorded].sort());
        return Promise.resolve();
      },
    });
    expect(recorded).toHaveLength(2);
  });

  it('sends a part again if its content has changed', async () => {
    const request = await large();
    await endAfterOnePart(request);
    const [upload] = [...fake.bucket().uploads.values()].filter(({ parts }) => parts.size > 0);
    const part = upload?.parts.get(1);
    if (upload === undefined || part === undefined) throw new Error('the first part was sent');
    upload.parts.set(1, { ...part, etag: '0'.repeat(32), checksum: { algorithm: 'CRC32', value: 'AAAAAA==' } });
    await log.attempt(request);
    expect(contentOf(request, 'video.mp4')).toBe('x'.repeat(9 * MIB));
  });

  it('starts over if the recorded upload has expired', async () => {
    const request = await large();
    fake.faults.add({ fault: answering('ServiceUnavailable'), on: matchRequests('PUT', /partNumber=2/), times: 3 });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    fake.bucket().uploads.clear();
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect(fake.bucket().uploads.size).toBe(0);
  });

  it('aborts a recorded upload of other content, also in another bucket, before it opens its own', async () => {
    const first = await large();
    fake.faults.add({ fault: answering('ServiceUnavailable'), on: matchRequests('PUT', /partNumber=2/), times: 3 });
    await expect(log.attempt(first)).rejects.toMatchObject({ kind: 'waiting' });
    const elsewhere = new DeliveryLog(open({}, { bucket: 'second' }));
    elsewhere.checkpoints = log.checkpoints;
    const second = await large('y', { assetId: first.assetId });
    expect(await elsewhere.attempt(second)).toMatchObject({ kind: 'delivered' });
    expect(fake.bucket().uploads.size).toBe(0);
    expect(contentOf(second, 'words.srt', 'second')).toBe('words');
  });

  it('neither resumes nor aborts uploads at the former service of its connection', async () => {
    const request = await large();
    fake.faults.add({ fault: answering('ServiceUnavailable'), on: matchRequests('PUT', /partNumber=2/), times: 3 });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    const ids = listRecordedUploads(log.checkpoints);
    expect(ids).toHaveLength(2);
    const other = await S3Fake.start({ buckets: ['bucket'] });
    try {
      const moved = new DeliveryLog(open({ endpoint: other.endpoint, region: other.region, ...other.credentials }));
      moved.checkpoints = log.checkpoints;
      expect(await moved.attempt(request)).toMatchObject({ kind: 'delivered' });
      expect(moved.delivered).toMatchObject({ place: `s3://${new URL(other.endpoint).host}/bucket/out` });
      expect(other.log.filter(({ target }) => ids.some((id) => target.includes(id)))).toEqual([]);
      expect(other.bucket().objects.get(`out/${request.assetId}/words.srt`)?.content.toString()).toBe('words');
    } finally {
      await other.close();
    }
    expect([...fake.bucket().uploads.keys()].sort()).toEqual([...ids].sort());
  });

  it('aborts uploads of dead attempts at this recording that are not on record', async () => {
    const request = await large();
    await expect(log.attempt(request, { checkpoint: () => Promise.reject(new Error('the log is away')) })).rejects.toThrow();
    const other = await large();
    await expect(
      new DeliveryLog(open()).attempt(other, { checkpoint: () => Promise.reject(new Error('the log is away')) }),
    ).rejects.toThrow();
    expect(fake.bucket().uploads.size).toBe(4);
    await log.attempt(request);
    expect([...fake.bucket().uploads.values()].every(({ key }) => key.includes(other.assetId))).toBe(true);
    expect(fake.bucket().uploads.size).toBe(2);
  });

  it('works without permission to list uploads', async () => {
    fake.faults.add({ fault: answering('AccessDenied'), on: matchRequests('GET', /\?uploads/) });
    expect(await log.attempt(await createRequest(dir, { 'a.txt': 'a' }))).toMatchObject({ kind: 'delivered' });
  });

  it('aborts its uploads after a cancel by a user, and otherwise keeps them for the next attempt', async () => {
    const request = await large();
    const stopping = async (why: string): Promise<void> => {
      const aborting = new AbortController();
      const attempt = log.attempt(request, {
        signal: aborting.signal,
        abandoned: () => Promise.resolve(true),
        onProgress: () => {
          aborting.abort(Object.assign(new Error(why), { kind: 'attempt-aborted', why }));
        },
      });
      await expect(attempt).rejects.toThrow(why);
    };
    await stopping('shutdown');
    expect([...fake.bucket().uploads.keys()].sort()).toEqual([...listRecordedUploads(log.checkpoints)].sort());
    await stopping('superseded');
    expect(fake.bucket().uploads.size).toBe(0);
  });

  it('stops at once while a part is being sent', async () => {
    const request = await large();
    fake.faults.add({ fault: { kind: 'hang' }, on: PARTS, times: 9 });
    const aborting = new AbortController();
    const attempt = new DeliveryLog(open({}, {})).attempt(request, { signal: aborting.signal }).catch((error: unknown) => error);
    while (countRequests(/partNumber=/) === 0) await new Promise((resolve) => setImmediate(resolve));
    aborting.abort(new Error('told to stop'));
    expect(await attempt).toMatchObject({ message: 'told to stop' });
  });

  it('accepts a completed upload whose answer was lost', async () => {
    const request = await large();
    fake.faults.add({ fault: { kind: 'drop-answer' }, on: COMPLETING });
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(contentOf(request, 'video.mp4')).toHaveLength(9 * MIB);
  });

  it('sends no file again that an earlier attempt has completed', async () => {
    const request = await large();
    fake.faults.add({ fault: answering('SlowDown'), on: matchRequests('PUT', /throughline\.json/), times: 3 });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-busy' });
    expect(await open().reconcile(request)).toBeUndefined();
    const before = countRequests(/partNumber=/);
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect(countRequests(/partNumber=/)).toBe(before);
  });

  it('does not count changed or deleted objects as delivered', async () => {
    const request = await createRequest(dir, { 'a.txt': 'a', 'b.txt': 'b' });
    await log.attempt(request);
    const { objects } = fake.bucket();
    const key = `out/${request.assetId}/a.txt`;
    const there = objects.get(key);
    if (there === undefined) throw new Error('a.txt was delivered');
    objects.set(key, { ...there, metadata: {}, content: Buffer.from('A') });
    expect(await new DeliveryLog(open()).attempt(request)).toMatchObject({ delivered: { reconciled: false } });
    expect(contentOf(request, 'a.txt')).toBe('a');
    objects.delete(key);
    expect(await open().reconcile(request)).toBeUndefined();
  });

  it('deletes files that the newer delivery does not have', async () => {
    const first = await createRequest(dir, { 'a.txt': 'a', 'b.txt': 'b' });
    await log.attempt(first);
    const second = await createRequest(dir, { 'a.txt': 'A', 'empty.srt': '' }, { assetId: first.assetId });
    await log.attempt(second);
    expect([...fake.bucket().objects.keys()].map((key) => key.split('/').at(-1)).sort()).toEqual(
      ['.throughline.json', 'a.txt', 'empty.srt'].sort(),
    );
  });

  it('sends nothing of a file that became shorter', async () => {
    const request = await createRequest(dir, { 'a.txt': 'aaaa' });
    await writeFile(request.files[0]?.path ?? '', 'a');
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'content-changed' });
    expect(fake.bucket().objects.size).toBe(0);
  });

  it.each<[string, Fault]>([
    ['with 429', { kind: 'answer', status: 429 }],
    ['with SlowDown', answering('SlowDown')],
    ['with an internal error', answering('InternalError')],
    ['with a closed connection', { kind: 'drop-request', afterBytes: 1_000 }],
    ['with nothing at all', { kind: 'hang' }],
  ])('repeats a part that is answered %s', async (_, fault) => {
    const request = await createRequest(dir, { 'a.txt': 'a'.repeat(10_000) });
    fake.faults.add({ fault, on: PARTS });
    log = new DeliveryLog(open({}, {}, fault.kind === 'hang' ? 1_000 : undefined));
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect(contentOf(request, 'a.txt')).toHaveLength(10_000);
  });

  it.each<[string, Fault, object]>([
    [
      'requests a retry later',
      answering('SlowDown', { 'retry-after': '90' }),
      { kind: 'waiting', code: 'output-busy', retryAfterMs: 90_000 },
    ],
    ['closes the connection', { kind: 'drop-answer' }, { kind: 'waiting', code: 'output-unreachable' }],
    ['never answers', { kind: 'hang' }, { kind: 'waiting', code: 'output-unreachable' }],
    ['denies access', answering('AccessDenied'), { kind: 'waiting', code: 'output-not-writable' }],
    ['reports changed bytes', answering('BadDigest'), { kind: 'retryable', code: 'content-corrupted' }],
    ['is full', { kind: 'answer', status: 507 }, { kind: 'waiting', code: 'disk-full' }],
    ['does not support the request', answering('NotImplemented'), { kind: 'permanent', code: 'output-misconfigured' }],
  ])('reports the cause if the service %s', async (_, fault, error) => {
    const request = await createRequest(dir, { 'a.txt': 'a' });
    fake.faults.add({ fault, on: PARTS, times: 3 });
    log = new DeliveryLog(open({}, {}, fault.kind === 'hang' ? 1_000 : undefined));
    await expect(log.attempt(request)).rejects.toMatchObject(error);
    expect(fake.bucket().objects.size).toBe(0);
  });

  it.each<[string, Partial<Connection>, object, object]>([
    ['a wrong secret', { secretAccessKey: 'none-of-theirs' }, {}, { kind: 'waiting', code: 'output-not-writable' }],
    ['an unknown key', { accessKeyId: 'AKIANOBODY' }, {}, { kind: 'waiting', code: 'output-not-writable' }],
    ['a wrong region', { region: 'eu-west-1' }, {}, { kind: 'permanent', code: 'output-misconfigured' }],
    ['no bucket', {}, { bucket: 'nowhere' }, { kind: 'permanent', code: 'output-misconfigured' }],
    ['no server', { endpoint: 'http://127.0.0.1:9' }, {}, { kind: 'waiting', code: 'output-unreachable' }],
  ])('detects before it starts: %s', async (_, connection, place, error) => {
    const found: unknown = await open(connection, place)
      .check()
      .catch((thrown: unknown) => thrown);
    expect(found).toMatchObject(error);
    const { message, cause } = found as Error;
    for (const text of [message, JSON.stringify(cause, Object.getOwnPropertyNames(cause))]) {
      expect(text).not.toContain(fake.credentials.secretAccessKey);
      expect(text).not.toContain('none-of-theirs');
    }
    await open().check();
  });
});
