import { randomUUID } from 'node:crypto';
import type { FakeAnswer } from '../serving/exchange.js';
import { findAlgorithm, checksumAlgorithms, computeChecksum, type Checksum } from './checksums.js';
import { S3Error } from './errors.js';
import { quote, requireKey } from './objects.js';
import { readObjectMetadata, readNumber, xmlAnswer, type Operation } from './operation.js';
import { md5Hex, type Part, type Upload } from './storage.js';
import { extractContents, extractText } from './xml.js';

const MIN_PART_BYTES = 5 * 1024 ** 2;
const MAX_PART_BYTES = 5 * 1024 ** 3;
const MAX_PARTS = 10_000;

const uploadOf = ({ bucket, request, key }: Operation): Upload => bucket.upload(request.query.get('uploadId') ?? '', key);

export function createUpload({ request, bucket, bucketName, key, now }: Operation): FakeAnswer {
  requireKey(key);
  const name = request.headers['x-amz-checksum-algorithm'];
  const algorithm = name === undefined ? undefined : findAlgorithm(name);
  const id = randomUUID().replaceAll('-', '');
  bucket.uploads.set(id, { ...readObjectMetadata(request), id, key, algorithm, initiatedAt: new Date(now()), parts: new Map() });
  return xmlAnswer('InitiateMultipartUploadResult', { Bucket: bucketName, Key: key, UploadId: id });
}

export function uploadPart(operation: Operation): FakeAnswer {
  const { content, checksum } = operation.payload;
  const upload = uploadOf(operation);
  const number = readNumber(operation.request, 'partNumber', 0);
  if (number < 1 || number > MAX_PARTS)
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  if (content.length > MAX_PART_BYTES)
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  if (upload.algorithm !== checksum?.algorithm) {
    throw new S3Error(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.algorithm ?? 'null'}, actual checksum Type: ${checksum?.algorithm ?? 'null'}`,
    );
  }
  const etag = md5Hex(content);
  upload.parts.set(number, { number, content, etag, checksum, modifiedAt: new Date(operation.now()) });
  const named = checksum === undefined ? {} : { [`x-amz-checksum-${checksum.algorithm.toLowerCase()}`]: checksum.value };
  return { status: 200, headers: { etag: quote(etag), ...named } };
}

export function abortUpload(operation: Operation): FakeAnswer {
  operation.bucket.uploads.delete(uploadOf(operation).id);
  return { status: 204 };
}

export function completeUpload(operation: Operation): FakeAnswer {
  const { request, bucket, bucketName, key, now } = operation;
  const upload = uploadOf(operation);
  const parts = partsNamed(operation.payload.content.toString(), upload);
  const small = parts.slice(0, -1).find(({ content }) => content.length < MIN_PART_BYTES);
  if (small !== undefined) {
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      ProposedSize: String(small.content.length),
      MinSizeAllowed: String(MIN_PART_BYTES),
      PartNumber: String(small.number),
    });
  }
  bucket.requireFree(key, request.headers['if-none-match']);
  const etag = `${md5Hex(Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex'))))}-${String(parts.length)}`;
  const content = Buffer.concat(parts.map((part) => part.content));
  const { contentType, metadata } = upload;
  bucket.objects.set(key, {
    key,
    content,
    etag,
    contentType,
    metadata,
    checksum: compositeOf(upload, parts),
    modifiedAt: new Date(now()),
  });
  bucket.uploads.delete(upload.id);
  return xmlAnswer('CompleteMultipartUploadResult', { Bucket: bucketName, Key: key, ETag: quote(etag) });
}

function compositeOf({ algorithm }: Upload, parts: readonly Part[]): Checksum | undefined {
  if (algorithm === undefined) return undefined;
  const all = Buffer.concat(parts.map(({ checksum }) => Buffer.from(checksum?.value ?? '', 'base64')));
  return { algorithm, value: `${computeChecksum(algorithm, all)}-${String(parts.length)}` };
}

function partsNamed(xml: string, upload: Upload): readonly Part[] {
  const named = extractContents(extractContents(xml, 'CompleteMultipartUpload')[0] ?? '', 'Part');
  if (named.length === 0)
    throw new S3Error(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  let last = 0;
  return named.map((part) => {
    const number = Number(extractText(part, 'PartNumber'));
    if (number <= last) throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order.');
    last = number;
    return partNamed(part, upload, number);
  });
}

function partNamed(xml: string, { parts, algorithm }: Upload, number: number): Part {
  const stored = parts.get(number);
  if (stored === undefined || extractText(xml, 'ETag')?.replaceAll('"', '') !== stored.etag) throw invalidPart(number);
  const given = checksumAlgorithms.flatMap((each) => extractText(xml, `Checksum${each}`) ?? []);
  if (given.some((value) => value !== stored.checksum?.value)) throw invalidPart(number);
  if (algorithm !== undefined && given.length === 0) {
    throw new S3Error(
      'InvalidRequest',
      `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${String(number)} in the request.`,
    );
  }
  return stored;
}

const invalidPart = (number: number): S3Error =>
  new S3Error(
    'InvalidPart',
    'One or more of the specified parts could not be found. The part may not have been uploaded, or its entity tag may not match.',
    { PartNumber: String(number) },
  );
