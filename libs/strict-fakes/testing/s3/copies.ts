import type { FakeAnswer } from '../serving/exchange.js';
import { S3Error } from './errors.js';
import { quote, requireKey, requireVersion } from './objects.js';
import { readObjectMetadata, xmlAnswer, type Operation } from './operation.js';
import { md5Hex } from './storage.js';

const MAX_COPY_BYTES = 5 * 1024 ** 3;

export const isCopy = ({ request }: Operation): boolean => 'x-amz-copy-source' in request.headers;

/** Copies within one bucket. The copy of a multipart upload has the ETag of its content, as S3's has. */
export function copyObject({ request, bucket, bucketName, key, now }: Operation): FakeAnswer {
  const { headers } = request;
  requireKey(key);
  const [from, ...names] = decodeURIComponent(headers['x-amz-copy-source'] ?? '')
    .replace(/^\//, '')
    .split('/');
  if (from !== bucketName) throw new S3Error('NotImplemented', 'This fake copies within one bucket only');
  if (headers['x-amz-metadata-directive'] !== 'REPLACE')
    throw new S3Error('NotImplemented', 'This fake copies with new metadata only');
  const source = bucket.object(names.join('/'));
  requireVersion(source, headers['x-amz-copy-source-if-match']);
  bucket.requireFree(key, headers['if-none-match']);
  if (source.content.length > MAX_COPY_BYTES)
    throw new S3Error('InvalidRequest', 'The specified copy source is larger than the maximum allowable size');
  const { content, checksum } = source;
  const etag = md5Hex(content);
  const modifiedAt = new Date(now());
  bucket.objects.set(key, { ...readObjectMetadata(request), key, content, etag, checksum, modifiedAt });
  return xmlAnswer('CopyObjectResult', { LastModified: modifiedAt.toISOString(), ETag: quote(etag) });
}
