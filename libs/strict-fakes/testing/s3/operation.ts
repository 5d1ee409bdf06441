import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { S3Error } from './errors.js';
import type { Payload } from './payload.js';
import type { Bucket, ObjectMetadata } from './storage.js';
import { element, type Tree } from './xml.js';

export interface Operation {
  readonly request: FakeRequest;
  readonly bucketName: string;
  readonly bucket: Bucket;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly payload: Payload;
  readonly now: () => number;
}

export const xmlAnswer = (name: string, tree: Tree): FakeAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: element(name, tree),
});

const META = 'x-amz-meta-';

export function readObjectMetadata({ headers }: FakeRequest): ObjectMetadata {
  const meta = Object.entries(headers).filter(([name]) => name.startsWith(META));
  return {
    contentType: headers['content-type'] ?? 'binary/octet-stream',
    metadata: Object.fromEntries(meta.map(([name, value]) => [name.slice(META.length), value])),
  };
}

export function readNumber({ query }: FakeRequest, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 10_000) throw new S3Error('InvalidArgument', `${name} must be a whole number`);
  return value;
}
