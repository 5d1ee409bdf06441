import type { FakeAnswer } from '../serving/exchange.js';
import { S3Error } from './errors.js';
import { quote } from './objects.js';
import { readNumber, xmlAnswer, type Operation } from './operation.js';
import { compareKeys } from './storage.js';

const MOST = 1_000;

const afterToken = (token: string | null): string | undefined => {
  if (token === null) return undefined;
  const [, key] = /^1(.*)$/s.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (key === undefined) throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect');
  return key;
};
const tokenAfter = (key: string): string => Buffer.from(`1${key}`).toString('base64url');

type Entry = { readonly key: string; readonly common: boolean };

/** Returns the keys below a prefix. With a delimiter, keys that share the next segment become one entry. */
function entriesOf({ bucket, request }: Operation): readonly Entry[] {
  const prefix = request.query.get('prefix') ?? '';
  const delimiter = request.query.get('delimiter') ?? '';
  const entries = new Map<string, Entry>();
  for (const { key } of bucket.objects.values()) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const entry = end < 0 ? { key, common: false } : { key: key.slice(0, end + delimiter.length), common: true };
    entries.set(entry.key, entry);
  }
  return [...entries.values()].sort(compareKeys);
}

export function listObjects(operation: Operation): FakeAnswer {
  const { request, bucket, bucketName } = operation;
  if (request.query.get('list-type') !== '2') throw new S3Error('NotImplemented', 'This fake lists by ListObjectsV2 only');
  const after = afterToken(request.query.get('continuation-token')) ?? request.query.get('start-after') ?? '';
  const most = Math.min(MOST, readNumber(request, 'max-keys', MOST));
  const all = entriesOf(operation).filter(({ key }) => compareKeys({ key }, { key: after }) > 0);
  const page = all.slice(0, most);
  const more = all.length > page.length;
  const last = page.at(-1)?.key;
  return xmlAnswer('ListBucketResult', {
    Name: bucketName,
    Prefix: request.query.get('prefix') ?? '',
    KeyCount: page.length,
    MaxKeys: most,
    IsTruncated: more,
    NextContinuationToken: more && last !== undefined ? tokenAfter(last) : undefined,
    Contents: page
      .filter(({ common }) => !common)
      .map(({ key }) => {
        const { content, etag, modifiedAt } = bucket.object(key);
        return { Key: key, LastModified: modifiedAt.toISOString(), ETag: quote(etag), Size: content.length };
      }),
    CommonPrefixes: page.filter(({ common }) => common).map(({ key }) => ({ Prefix: key })),
  });
}

export function listUploads({ request, bucket, bucketName }: Operation): FakeAnswer {
  const prefix = request.query.get('prefix') ?? '';
  const marker = { key: request.query.get('key-marker') ?? '', id: request.query.get('upload-id-marker') ?? '' };
  const most = Math.min(MOST, readNumber(request, 'max-uploads', MOST));
  const all = [...bucket.uploads.values()]
    .filter(({ key }) => key.startsWith(prefix))
    .sort((a, b) => compareKeys(a, b) || (a.id < b.id ? -1 : 1))
    .filter(
      (upload) => compareKeys(upload, marker) > 0 || (upload.key === marker.key && marker.id !== '' && upload.id > marker.id),
    );
  const page = all.slice(0, most);
  const last = all.length > page.length ? page.at(-1) : undefined;
  return xmlAnswer('ListMultipartUploadsResult', {
    Bucket: bucketName,
    Prefix: prefix,
    MaxUploads: most,
    IsTruncated: last !== undefined,
    NextKeyMarker: last?.key,
    NextUploadIdMarker: last?.id,
    Upload: page.map(({ key, id, initiatedAt }) => ({ Key: key, UploadId: id, Initiated: initiatedAt.toISOString() })),
  });
}

export function listParts({ request, bucket, bucketName, key }: Operation): FakeAnswer {
  const upload = bucket.upload(request.query.get('uploadId') ?? '', key);
  const most = Math.min(MOST, readNumber(request, 'max-parts', MOST));
  const marker = readNumber(request, 'part-number-marker', 0);
  const all = [...upload.parts.values()].filter(({ number }) => number > marker).sort((a, b) => a.number - b.number);
  const page = all.slice(0, most);
  const more = all.length > page.length;
  return xmlAnswer('ListPartsResult', {
    Bucket: bucketName,
    Key: key,
    UploadId: upload.id,
    MaxParts: most,
    IsTruncated: more,
    NextPartNumberMarker: more ? page.at(-1)?.number : undefined,
    ChecksumAlgorithm: upload.algorithm,
    Part: page.map(({ number, etag, content, modifiedAt, checksum }) => ({
      PartNumber: number,
      LastModified: modifiedAt.toISOString(),
      ETag: quote(etag),
      Size: content.length,
      ...(checksum === undefined ? {} : { [`Checksum${checksum.algorithm}`]: checksum.value }),
    })),
  });
}
