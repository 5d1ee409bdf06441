import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { S3Error } from './errors.js';

const CASTAGNOLI = 0x82f63b78;
const crc32cTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ CASTAGNOLI : value >>> 1;
  return value;
});

function crc32c(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (crc32cTable[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

const ofNumber = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

const ALGORITHMS = {
  CRC32: (bytes: Uint8Array) => ofNumber(crc32(bytes)),
  CRC32C: (bytes: Uint8Array) => ofNumber(crc32c(bytes)),
  SHA1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest(),
  SHA256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
} satisfies Record<string, (bytes: Uint8Array) => Buffer>;

export type ChecksumAlgorithm = keyof typeof ALGORITHMS;
export const checksumAlgorithms = Object.keys(ALGORITHMS) as readonly ChecksumAlgorithm[];

export const computeChecksum = (algorithm: ChecksumAlgorithm, bytes: Uint8Array): string =>
  ALGORITHMS[algorithm](bytes).toString('base64');

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
}

export function findAlgorithm(name: string): ChecksumAlgorithm {
  const found = checksumAlgorithms.find((each) => each === name.toUpperCase());
  if (found === undefined) throw new S3Error('NotImplemented', `The checksum algorithm ${name} is not known to this fake`);
  return found;
}

const HEADER = 'x-amz-checksum-';
const NOT_A_VALUE = new Set(['algorithm', 'type', 'mode']);

export function verifyChecksum(headers: Readonly<Record<string, string>>, content: Buffer): Checksum | undefined {
  requireMd5(headers['content-md5'], content);
  const given = Object.entries(headers).flatMap(([name, value]) => {
    const algorithm = name.startsWith(HEADER) ? name.slice(HEADER.length) : '';
    return algorithm === '' || NOT_A_VALUE.has(algorithm) ? [] : [{ algorithm: findAlgorithm(algorithm), value }];
  });
  const [first, ...more] = given;
  if (more.length > 0)
    throw new S3Error('InvalidRequest', 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  if (first !== undefined && computeChecksum(first.algorithm, content) !== first.value)
    throw new S3Error('BadDigest', `The ${first.algorithm} you specified did not match the calculated checksum.`);
  return first;
}

function requireMd5(given: string | undefined, content: Buffer): void {
  if (given === undefined) return;
  if (Buffer.from(given, 'base64').length !== 16)
    throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (createHash('md5').update(content).digest('base64') !== given)
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
}
