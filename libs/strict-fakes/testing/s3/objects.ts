import type { FakeAnswer, RequestHead } from '../serving/exchange.js';
import { S3Error } from './errors.js';
import { readObjectMetadata, type Operation } from './operation.js';
import { md5Hex, type StoredObject } from './storage.js';

const MAX_KEY_BYTES = 1_024;
const MAX_PUT_BYTES = 5 * 1024 ** 3;

export const quote = (etag: string): string => `"${etag}"`;

export function requireKey(key: string): void {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError', 'Your key is too long');
}

export function putObject({ request, bucket, key, payload, now }: Operation): FakeAnswer {
  const { content, checksum } = payload;
  requireKey(key);
  if (content.length > MAX_PUT_BYTES)
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  bucket.requireFree(key, request.headers['if-none-match']);
  const etag = md5Hex(content);
  bucket.objects.set(key, { ...readObjectMetadata(request), key, content, etag, checksum, modifiedAt: new Date(now()) });
  const named = checksum === undefined ? {} : { [`x-amz-checksum-${checksum.algorithm.toLowerCase()}`]: checksum.value };
  return { status: 200, headers: { etag: quote(etag), ...named } };
}

export function deleteObject({ request, bucket, key }: Operation): FakeAnswer {
  const found = bucket.objects.get(key);
  if (found !== undefined) requireVersion(found, request.headers['if-match']);
  bucket.objects.delete(key);
  return { status: 204 };
}

export function getObject({ request, bucket, key }: Operation): FakeAnswer {
  const found = bucket.object(key);
  requireNoOtherConditions(request);
  requireVersion(found, request.headers['if-match']);
  const range = rangeOf(request.headers['range'], found.content.length);
  const content = range === undefined ? found.content : found.content.subarray(range.start, range.end + 1);
  const headers: Record<string, string> = {
    ...factsOf(found, range === undefined && request.headers['x-amz-checksum-mode'] === 'ENABLED'),
    'content-length': String(content.length),
  };
  if (range !== undefined)
    headers['content-range'] = `bytes ${String(range.start)}-${String(range.end)}/${String(found.content.length)}`;
  return { status: range === undefined ? 200 : 206, headers, ...(request.method === 'HEAD' ? {} : { body: content }) };
}

/** `If-Match`: the object must have this version. */
export function requireVersion({ etag }: StoredObject, condition: string | undefined): void {
  if (condition === undefined || condition === quote(etag)) return;
  throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: 'If-Match',
  });
}

function requireNoOtherConditions({ headers }: RequestHead): void {
  const condition = ['if-none-match', 'if-modified-since', 'if-unmodified-since'].find((name) => name in headers);
  if (condition !== undefined) throw new S3Error('NotImplemented', `This fake reads without conditions such as ${condition}`);
}

function factsOf(object: StoredObject, withChecksum: boolean): Record<string, string> {
  const { checksum } = object;
  return {
    'accept-ranges': 'bytes',
    'content-type': object.contentType,
    etag: quote(object.etag),
    'last-modified': object.modifiedAt.toUTCString(),
    ...Object.fromEntries(Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    ...(withChecksum && checksum !== undefined ? { [`x-amz-checksum-${checksum.algorithm.toLowerCase()}`]: checksum.value } : {}),
  };
}

/** Parses a single range of bytes (RFC 9110, 14.1.2); S3 does not support several either. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const found = /^bytes=(?=[\d-]*\d)(\d*)-(\d*)$/.exec(header ?? '');
  if (found === null) return undefined;
  const { start, end } = within(found, size);
  if (start < size && end >= start) return { start, end };
  throw new S3Error('InvalidRange', 'The requested range is not satisfiable', {
    RangeRequested: found[0],
    ActualObjectSize: String(size),
  });
}

function within([, from, to]: RegExpExecArray, size: number): { start: number; end: number } {
  const last = to === '' ? Infinity : Number(to);
  if (from === '') return { start: Math.max(0, size - last), end: size - 1 };
  return { start: Number(from), end: Math.min(last, size - 1) };
}
