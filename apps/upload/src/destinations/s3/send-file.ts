import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Part, Upload, Uploads } from '@throughline/bucket';
import { SourceBytes } from '../../delivery/source-bytes.js';
import type { DeliveryFile } from '../../kit/destination.js';

const MIB = 1024 ** 2;
/** S3 allows parts of at least 5 MiB, except for the last, and at most 10,000 of them. */
const PART_BYTES = 8 * MIB;
const MAX_PARTS = 10_000;
/** Parts of a file that are sent at the same time. Each is in memory. */
const AT_ONCE = 3;

/** Returns the part size, equal for every attempt, so that parts can be resumed. */
export const computePartBytes = (size: number): number => Math.max(PART_BYTES, Math.ceil(size / MAX_PARTS / MIB) * MIB);

export interface FileUpload {
  readonly uploads: Uploads;
  readonly upload: Upload;
  readonly file: DeliveryFile;
  readonly there: readonly Part[];
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

/** Sends the missing parts of a file and verifies its checksum. Returns all parts. */
export async function sendFile(sending: FileUpload): Promise<readonly Part[]> {
  const failing = new AbortController();
  const signal = AbortSignal.any([sending.signal, failing.signal]);
  const source = new SourceBytes([sending.file], sending.signal);
  const sent: Promise<Part>[] = [];
  const onTheirWay = new Set<Promise<unknown>>();
  try {
    for await (const { number, bytes } of readParts(source, sending.file.size)) {
      const part = findSentPart(sending, number, bytes) ?? sending.uploads.send(sending.upload, number, bytes, signal);
      const settled = Promise.resolve(part).then(() => {
        sending.onBytes(bytes.length);
        onTheirWay.delete(settled);
      });
      // It may fail before anything awaits it.
      settled.catch(() => undefined);
      onTheirWay.add(settled);
      sent.push(Promise.resolve(part));
      if (onTheirWay.size >= AT_ONCE) await Promise.race(onTheirWay);
    }
    await source.end();
    return await Promise.all(sent);
  } catch (error) {
    failing.abort();
    throw error;
  } finally {
    // The first failure is thrown. Later ones are only awaited.
    await Promise.allSettled([...sent, ...onTheirWay]);
    await source.close();
  }
}

async function* readParts(source: SourceBytes, size: number): AsyncGenerator<{ number: number; bytes: Buffer }> {
  const partBytes = computePartBytes(size);
  for (let number = 1, at = 0; at < size; number += 1, at += partBytes) {
    const chunks: Buffer[] = [];
    await source.readTo(Math.min(at + partBytes, size), (chunk) => {
      chunks.push(chunk);
      return Promise.resolve();
    });
    yield { number, bytes: Buffer.concat(chunks) };
  }
}

const computeCrc32 = (bytes: Buffer): string => {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
};

/** A part counts only if the service's checksum confirms it. Some services report CRC32, others only an ETag. */
function findSentPart({ there }: FileUpload, number: number, bytes: Buffer): Part | undefined {
  const part = there.find((each) => each.number === number);
  if (part?.size !== bytes.length) return undefined;
  const same =
    part.crc32 === undefined
      ? part.etag === `"${createHash('md5').update(bytes).digest('hex')}"`
      : part.crc32 === computeCrc32(bytes);
  return same ? part : undefined;
}
