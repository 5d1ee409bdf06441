import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { errorAnswer, S3Error } from './errors.js';
import { S3Fake } from './s3-fake.js';

const MIB = 1024 ** 2;
/** The SDK would write advice to the console. */
const silent = (): void => undefined;

describe('S3Fake, with the SDK', () => {
  let fake: S3Fake;
  let client: S3Client;
  const clients: S3Client[] = [];
  const open = (given: S3ClientConfig = {}): S3Client => {
    const opened = new S3Client({
      endpoint: fake.endpoint,
      region: fake.region,
      forcePathStyle: true,
      credentials: fake.credentials,
      maxAttempts: 1,
      logger: { debug: silent, info: silent, warn: silent, error: silent },
      ...given,
    });
    clients.push(opened);
    return opened;
  };
  beforeEach(async () => {
    fake = await S3Fake.start();
    client = open();
  });
  afterEach(async () => {
    for (const each of clients.splice(0)) each.destroy();
    await fake.close();
  });
  const at = { Bucket: 'bucket', Key: 'a folder/ü+1.txt' };

  it('stores an object with type and metadata, and returns it whole or in part', async () => {
    const put = await client.send(
      new PutObjectCommand({ ...at, Body: 'content', ContentType: 'text/plain', Metadata: { throughline: 'x' } }),
    );
    expect(put).toMatchObject({ ETag: '"9a0364b9e99bb480dd25e1f0284c8555"', ChecksumCRC32: expect.any(String) });
    const whole = await client.send(new GetObjectCommand(at));
    expect(await whole.Body?.transformToString()).toBe('content');
    expect(whole).toMatchObject({ ContentType: 'text/plain', Metadata: { throughline: 'x' }, ContentLength: 7 });
    const part = await client.send(new GetObjectCommand({ ...at, Range: 'bytes=2-100' }));
    expect(await part.Body?.transformToString()).toBe('ntent');
    expect(part.ContentRange).toBe('bytes 2-6/7');
    expect(await client.send(new HeadObjectCommand(at))).toMatchObject({ ContentLength: 7, ETag: put.ETag });
    await client.send(new DeleteObjectCommand(at));
    await expect(client.send(new GetObjectCommand(at))).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(client.send(new HeadObjectCommand(at))).rejects.toMatchObject({ name: 'NotFound' });
    expect(await client.send(new DeleteObjectCommand(at))).toMatchObject({ $metadata: { httpStatusCode: 204 } });
  });

  it('accepts a stream whose checksum comes in a trailer', async () => {
    const bytes = randomBytes(300_000);
    await client.send(new PutObjectCommand({ ...at, Body: Readable.from([bytes]), ContentLength: bytes.length }));
    expect(fake.log.at(-1)?.headers).toMatchObject({
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    });
    expect(fake.bucket().objects.get(at.Key)?.content.equals(bytes)).toBe(true);
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('verifies the checksum %s', async (algorithm) => {
    await client.send(new PutObjectCommand({ ...at, Body: 'content', ChecksumAlgorithm: algorithm }));
    const wrong = { [`Checksum${algorithm}`]: Buffer.alloc(algorithm.startsWith('CRC') ? 4 : 20).toString('base64') };
    await expect(client.send(new PutObjectCommand({ ...at, Body: 'other', ...wrong }))).rejects.toMatchObject({
      name: 'BadDigest',
    });
    expect(fake.bucket().objects.get(at.Key)?.content.toString()).toBe('content');
  });

  it('refuses content that does not match its MD5', async () => {
    await expect(
      client.send(new PutObjectCommand({ ...at, Body: 'x', ContentMD5: Buffer.alloc(16).toString('base64') })),
    ).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(client.send(new PutObjectCommand({ ...at, Body: 'x', ContentMD5: 'eA==' }))).rejects.toMatchObject({
      name: 'InvalidDigest',
    });
  });

  it('refuses a range outside the object', async () => {
    await client.send(new PutObjectCommand({ ...at, Body: 'abc' }));
    await expect(client.send(new GetObjectCommand({ ...at, Range: 'bytes=3-' }))).rejects.toMatchObject({ name: 'InvalidRange' });
    const end = await client.send(new GetObjectCommand({ ...at, Range: 'bytes=-2' }));
    expect(await end.Body?.transformToString()).toBe('bc');
  });

  it.each([
    ['InvalidAccessKeyId', { credentials: { accessKeyId: 'AKIAOTHER', secretAccessKey: 'x' } }],
    ['SignatureDoesNotMatch', { credentials: { accessKeyId: 'AKIAFAKEFAKEFAKEFAKE', secretAccessKey: 'wrong' } }],
    ['AuthorizationHeaderMalformed', { region: 'eu-west-1' }],
    ['RequestTimeTooSkewed', { systemClockOffset: 16 * 60_000 }],
  ])('returns %s for %j', async (name, given) => {
    await expect(open(given).send(new PutObjectCommand({ ...at, Body: 'x' }))).rejects.toMatchObject({ name });
    expect(fake.bucket().objects.size).toBe(0);
  });

  it('refuses an unknown bucket', async () => {
    await client.send(new HeadBucketCommand({ Bucket: 'bucket' }));
    await expect(client.send(new HeadBucketCommand({ Bucket: 'other' }))).rejects.toMatchObject({ name: 'NotFound' });
    await expect(client.send(new PutObjectCommand({ ...at, Bucket: 'other' }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('lists page by page, sorted by bytes, with each folder once', async () => {
    for (const Key of ['b', 'a/2', 'a/1', 'a.b', 'c/x/y']) await client.send(new PutObjectCommand({ ...at, Key, Body: Key }));
    const keys: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket: 'bucket', MaxKeys: 2, ContinuationToken: token }));
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    expect(keys).toEqual(['a.b', 'a/1', 'a/2', 'b', 'c/x/y']);
    const folders = await client.send(new ListObjectsV2Command({ Bucket: 'bucket', Delimiter: '/' }));
    expect(folders.CommonPrefixes).toEqual([{ Prefix: 'a/' }, { Prefix: 'c/' }]);
    expect(folders.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['a.b', 3],
      ['b', 1],
    ]);
    const below = await client.send(new ListObjectsV2Command({ Bucket: 'bucket', Prefix: 'a/', StartAfter: 'a/1' }));
    expect(below.Contents?.map(({ Key }) => Key)).toEqual(['a/2']);
  });

  describe('with multipart uploads', () => {
    const create = async (): Promise<typeof at & { UploadId: string }> => {
      const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand({ ...at, ChecksumAlgorithm: 'CRC32' }));
      return { ...at, UploadId };
    };
    const part = (upload: object, PartNumber: number, Body: Buffer): Promise<{ PartNumber: number; ETag?: string | undefined }> =>
      client
        .send(new UploadPartCommand({ ...at, UploadId: '', ...upload, PartNumber, Body }))
        .then(({ ETag, ChecksumCRC32 }) => ({ PartNumber, ETag, ChecksumCRC32 }));
    const partOf = ({ UploadId }: { UploadId?: string | undefined }): UploadPartCommand =>
      new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: 'x' });
    const complete = (upload: object, Parts: object[], given: object = {}): Promise<unknown> =>
      client.send(new CompleteMultipartUploadCommand({ ...at, UploadId: '', ...upload, MultipartUpload: { Parts }, ...given }));

    it('joins parts to one object, which is visible only then', async () => {
      const upload = await create();
      const [one, two] = [randomBytes(5 * MIB), randomBytes(100)];
      const second = await part(upload, 2, two);
      const first = await part(upload, 1, one);
      const listed = await client.send(new ListPartsCommand({ ...upload, MaxParts: 1 }));
      expect(listed.Parts).toMatchObject([{ PartNumber: 1, ETag: first.ETag, Size: one.length }]);
      expect(listed).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '1' });
      expect(fake.bucket().objects.size).toBe(0);
      expect(await complete(upload, [first, second])).toMatchObject({ ETag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/) });
      expect(
        fake
          .bucket()
          .objects.get(at.Key)
          ?.content.equals(Buffer.concat([one, two])),
      ).toBe(true);
      await expect(complete(upload, [first, second])).rejects.toMatchObject({ name: 'NoSuchUpload' });
    });

    it("refuses a part's checksum that the upload was not created for", async () => {
      const upload = await client.send(new CreateMultipartUploadCommand(at));
      await expect(part(upload, 1, randomBytes(1))).rejects.toMatchObject({ name: 'InvalidRequest' });
      expect(await open({ requestChecksumCalculation: 'WHEN_REQUIRED' }).send(partOf(upload))).toHaveProperty('ETag');
    });

    it('refuses a small part that is not the last', async () => {
      const upload = await create();
      const parts = [await part(upload, 1, randomBytes(5 * MIB - 1)), await part(upload, 2, randomBytes(1))];
      await expect(complete(upload, parts)).rejects.toMatchObject({ name: 'EntityTooSmall' });
    });

    it('refuses missing, wrong and unordered parts', async () => {
      const upload = await create();
      const [first, second] = [await part(upload, 1, randomBytes(5 * MIB)), await part(upload, 2, randomBytes(1))];
      const missing = { ...second, PartNumber: 3 };
      await expect(complete(upload, [first, missing])).rejects.toMatchObject({ name: 'InvalidPart' });
      await expect(complete(upload, [{ ...first, ETag: second.ETag }])).rejects.toMatchObject({ name: 'InvalidPart' });
      await expect(complete(upload, [second, first])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
      await expect(complete(upload, [])).rejects.toMatchObject({ name: 'MalformedXML' });
      await expect(complete(upload, [{ PartNumber: 1, ETag: first.ETag }])).rejects.toMatchObject({ name: 'InvalidRequest' });
      await expect(part(upload, 10_001, randomBytes(1))).rejects.toMatchObject({ name: 'InvalidArgument' });
    });

    it('forgets an aborted upload', async () => {
      const upload = await create();
      const first = await part(upload, 1, randomBytes(10));
      await client.send(new AbortMultipartUploadCommand(upload));
      const gone = { name: 'NoSuchUpload' };
      await expect(part(upload, 1, randomBytes(10))).rejects.toMatchObject(gone);
      await expect(complete(upload, [first])).rejects.toMatchObject(gone);
      await expect(client.send(new ListPartsCommand(upload))).rejects.toMatchObject(gone);
      await expect(client.send(new AbortMultipartUploadCommand(upload))).rejects.toMatchObject(gone);
    });

    it('lists unfinished uploads, page by page', async () => {
      const [first, second] = [await create(), await create()];
      const page = await client.send(new ListMultipartUploadsCommand({ Bucket: 'bucket', MaxUploads: 1 }));
      const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page;
      const rest = await client.send(new ListMultipartUploadsCommand({ Bucket: 'bucket', KeyMarker, UploadIdMarker }));
      const ids = [page, rest].flatMap(({ Uploads }) => Uploads?.map(({ UploadId }) => UploadId));
      expect(ids).toEqual([first.UploadId, second.UploadId].sort());
      const elsewhere = await client.send(new ListMultipartUploadsCommand({ Bucket: 'bucket', Prefix: 'x' }));
      expect(elsewhere.Uploads ?? []).toEqual([]);
    });

    it('writes only absent keys if requested', async () => {
      const upload = await create();
      const first = await part(upload, 1, randomBytes(10));
      await client.send(new PutObjectCommand({ ...at, Body: 'there', IfNoneMatch: '*' }));
      const taken = { name: 'PreconditionFailed' };
      await expect(client.send(new PutObjectCommand({ ...at, Body: 'x', IfNoneMatch: '*' }))).rejects.toMatchObject(taken);
      await expect(complete(upload, [first], { IfNoneMatch: '*' })).rejects.toMatchObject(taken);
      expect(fake.bucket().objects.get(at.Key)?.content.toString()).toBe('there');
    });
  });

  it('slows down as scripted', async () => {
    const answer = errorAnswer(new S3Error('SlowDown', 'Please reduce your request rate.'));
    fake.faults.add({ fault: { kind: 'answer', ...answer } });
    await expect(client.send(new PutObjectCommand({ ...at, Body: 'x' }))).rejects.toMatchObject({
      name: 'SlowDown',
      $metadata: { httpStatusCode: 503 },
    });
    await client.send(new PutObjectCommand({ ...at, Body: 'x' }));
  });

  it('stores an object even if a scripted fault drops the answer', async () => {
    fake.faults.add({ fault: { kind: 'drop-answer' } });
    await expect(client.send(new PutObjectCommand({ ...at, Body: 'x' }))).rejects.toThrow();
    expect(fake.bucket().objects.size).toBe(1);
  });
});
