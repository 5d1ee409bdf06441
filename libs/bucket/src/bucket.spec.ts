import { randomBytes } from 'node:crypto';
import { buffer, text } from 'node:stream/consumers';
import { S3Error, S3Fake, errorAnswer, matchRequests, type Fault, type S3ErrorCode } from '@throughline/strict-fakes';
import type { Bucket } from './bucket.js';
import { Buckets } from './buckets.js';
import type { Connection } from './connections.js';

const answering = (code: S3ErrorCode, headers: Readonly<Record<string, string>> = {}): Fault => {
  const answer = errorAnswer(new S3Error(code, 'as scripted'));
  return { kind: 'answer', ...answer, headers: { ...answer.headers, ...headers } };
};

describe('a bucket', () => {
  let fake: S3Fake;
  let buckets: Buckets;
  let bucket: Bucket;
  const connectionTo = (given: Partial<Connection> = {}): Connection => ({
    endpoint: fake.endpoint,
    region: fake.region,
    ...fake.credentials,
    ...given,
  });
  const opened: Buckets[] = [];
  const open = (given: Partial<Connection> = {}, place = { bucket: 'bucket', prefix: 'below' }, idleMs = 60_000): Bucket => {
    const each = new Buckets({ it: connectionTo(given) }, { connectMs: 60_000, idleMs });
    opened.push(each);
    return each.open({ connection: 'it', ...place });
  };
  beforeEach(async () => {
    fake = await S3Fake.start();
    bucket = open();
    buckets = new Buckets({ it: connectionTo({ buckets: ['bucket'] }) });
    opened.push(buckets);
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) each.close();
    await fake.close();
  });

  it('keeps objects below its prefix', async () => {
    await bucket.put('a/b', Buffer.from('content'), { metadata: { mark: 'x' }, contentType: 'text/plain' });
    expect([...fake.bucket().objects.keys()]).toEqual(['below/a/b']);
    expect(bucket.urlOf('a/b')).toBe('s3://bucket/below/a/b');
    expect(await bucket.head('a/b')).toMatchObject({ size: 7, metadata: { mark: 'x' } });
    expect(await bucket.read('a/b')).toBe('content');
    const part = await bucket.open('a/b', { start: 1, end: 3 });
    expect(part?.size).toBe(7);
    expect(part === undefined ? '' : await text(part.stream)).toBe('ont');
    for (const key of ['a/c', 'b']) await bucket.put(key, Buffer.from(key));
    const listed: string[] = [];
    for await (const { key } of bucket.list('a/')) listed.push(key);
    expect(listed).toEqual(['a/b', 'a/c']);
    await bucket.remove('a/b');
    await bucket.remove('a/b');
    expect(await bucket.head('a/b')).toBeUndefined();
    expect(await bucket.read('a/b')).toBeUndefined();
    expect(await bucket.open('a/b')).toBeUndefined();
  });

  it('builds an object from parts, and lists them', async () => {
    const bytes = randomBytes(5 * 1024 ** 2 + 1);
    const upload = await bucket.uploads.create('large', { metadata: { mark: 'x' } });
    const parts = [
      await bucket.uploads.send(upload, 1, bytes.subarray(0, -1)),
      await bucket.uploads.send(upload, 2, bytes.subarray(-1)),
    ];
    expect(await bucket.uploads.parts(upload)).toEqual(parts);
    expect(await bucket.uploads.list('lar')).toMatchObject([upload]);
    expect(await bucket.head('large')).toBeUndefined();
    await bucket.uploads.complete(upload, parts);
    const there = await bucket.open('large');
    expect(there === undefined ? undefined : (await buffer(there.stream)).equals(bytes)).toBe(true);
    expect(await bucket.uploads.list('')).toEqual([]);
    await bucket.uploads.abort(upload);
    await expect(bucket.uploads.complete(upload, parts)).rejects.toMatchObject({ kind: 'bucket', trouble: 'no-upload' });
  });

  it('writes only if the object is absent, on request', async () => {
    await bucket.put('once', Buffer.from('1'), { onlyIfAbsent: true });
    await expect(bucket.put('once', Buffer.from('2'), { onlyIfAbsent: true })).rejects.toMatchObject({ trouble: 'exists' });
  });

  it.each<[string, Partial<Connection>, string]>([
    ['a wrong secret', { secretAccessKey: 'wrong' }, 'not-permitted'],
    ['an unknown key', { accessKeyId: 'AKIANOBODY' }, 'not-permitted'],
    ['a wrong region', { region: 'eu-west-1' }, 'misconfigured'],
    ['no server', { endpoint: 'http://127.0.0.1:9' }, 'unreachable'],
  ])('reports %s without a secret', async (_, given, trouble) => {
    const failed: unknown = await open(given)
      .put('x', Buffer.from('x'))
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ kind: 'bucket', trouble });
    const all = JSON.stringify(failed, Object.getOwnPropertyNames(failed));
    for (const secret of [fake.credentials.secretAccessKey, fake.credentials.accessKeyId, 'Signature='])
      expect(all).not.toContain(secret);
  });

  it('reports a missing bucket', async () => {
    await expect(open({}, { bucket: 'other', prefix: '' }).read('x')).rejects.toMatchObject({
      trouble: 'misconfigured',
      code: 'NoSuchBucket',
    });
  });

  it.each<[string, Fault]>([
    ['answers SlowDown', answering('SlowDown')],
    ['reports an internal error', answering('InternalError')],
    ['closes the connection during the request', { kind: 'drop-request', afterBytes: 1 }],
    ['closes the connection before its answer', { kind: 'drop-answer' }],
    ['never answers', { kind: 'hang' }],
    ['has too many requests', { kind: 'answer', status: 429 }],
  ])('retries if the service %s', async (_, fault) => {
    fake.faults.add({ fault });
    const hangs = fault.kind === 'hang';
    await (hangs ? open({}, undefined, 1_000) : bucket).put('x', Buffer.from('content'));
    expect(fake.bucket().objects.get('below/x')?.content.toString()).toBe('content');
    // With a short limit, a busy machine may need the third try too.
    expect([2, ...(hangs ? [3] : [])]).toContain(fake.log.length);
  });

  it('tries at most three times', async () => {
    fake.faults.add({ fault: answering('ServiceUnavailable'), times: 9 });
    await expect(bucket.read('x')).rejects.toMatchObject({ trouble: 'busy', code: 'ServiceUnavailable' });
    expect(fake.log).toHaveLength(3);
  });

  it('reports a long requested delay instead of waiting', async () => {
    fake.faults.add({ fault: answering('SlowDown', { 'retry-after': '120' }) });
    await expect(bucket.read('x')).rejects.toMatchObject({ trouble: 'busy', retryAfterMs: 120_000 });
    expect(fake.log).toHaveLength(1);
  });

  it('does not retry a permanent refusal', async () => {
    fake.faults.add({ fault: answering('AccessDenied') });
    await expect(bucket.read('x')).rejects.toMatchObject({ trouble: 'not-permitted', code: 'AccessDenied' });
    expect(fake.log).toHaveLength(1);
  });

  it('finds the error in an answer that started as a success', async () => {
    const upload = await bucket.uploads.create('x');
    const parts = [await bucket.uploads.send(upload, 1, Buffer.from('x'))];
    const { body = '' } = errorAnswer(new S3Error('InternalError', 'as scripted'));
    fake.faults.add({ fault: { kind: 'answer', status: 200, body }, on: matchRequests('POST', /uploadId=/), times: 3 });
    await expect(bucket.uploads.complete(upload, parts)).rejects.toMatchObject({ kind: 'bucket' });
    expect(fake.bucket().objects.size).toBe(0);
  });

  it('rejects a page of another server as an answer', async () => {
    fake.faults.add({
      fault: { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>log in' },
      times: 3,
    });
    await expect(bucket.uploads.list('')).rejects.toMatchObject({ kind: 'bucket' });
  });

  it.each<[string, Fault]>([
    ['never answers', { kind: 'hang' }],
    ['requests a retry later', answering('SlowDown')],
  ])('stops at once on abort while the service %s', async (_, fault) => {
    fake.faults.add({ fault, times: 9 });
    const aborting = new AbortController();
    const patient = buckets.open({ connection: 'it', bucket: 'bucket', prefix: '' });
    const sending = patient.put('x', Buffer.from('x'), { signal: aborting.signal }).catch((error: unknown) => error);
    while (fake.log.length < 1) await new Promise((resolve) => setImmediate(resolve));
    aborting.abort(new Error('told to stop'));
    expect(await sending).toMatchObject({ message: 'told to stop' });
  });

  it('rejects unknown connections, and knows which buckets outputs may use', () => {
    expect(() => buckets.open({ connection: 'other', bucket: 'bucket', prefix: '' })).toThrow(
      "No S3 connection is called 'other'; available: it",
    );
    expect(buckets.allows({ connection: 'it', bucket: 'bucket' })).toBe(true);
    expect(buckets.allows({ connection: 'it', bucket: 'artifacts' })).toBe(false);
    expect(buckets.allows({ connection: 'constructor', bucket: 'bucket' })).toBe(false);
  });
});
