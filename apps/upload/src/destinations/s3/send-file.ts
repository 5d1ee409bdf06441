import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Part, Upload, Uploads } from '@throughline/bucket';
import { SourceBytes } from '../../delivery/source-bytes.js';
import type { DeliveryFile } from '../destination.js';

const MIB = 1024 ** 2;
/** S3 allows no part below 5 MiB but the last, and no more than 10,000. */
const PART_BYTES = 8 * MIB;
const MOST_PARTS = 10_000;
/** Parts of one file that are on their way at the same time; each is in memory. */
const AT_ONCE = 3;

/** The same for every attempt at a file, so that one finds the parts of another. */
export const partBytesOf = (size: number): number => Math.max(PART_BYTES, Math.ceil(size / MOST_PARTS / MIB) * MIB);

export interface SendingFile {
  readonly uploads: Uploads;
  readonly upload: Upload;
  readonly file: DeliveryFile;
  /** Parts that an earlier attempt has sent. */
  readonly there: readonly Part[];
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

/** Sends what is missing of a file, and checks on the way that all of it is what was meant. Returns the parts that make it up. */
export async function sendFile(sending: SendingFile): Promise<readonly Part[]> {
  const failing = new AbortController();
  const signal = AbortSignal.any([sending.signal, failing.signal]);
  const source = new SourceBytes([sending.file], sending.signal);
  const sent: Promise<Part>[] = [];
  const onTheirWay = new Set<Promise<unknown>>();
  try {
    for await (const { number, bytes } of partsOf(source, sending.file.size)) {
      const part = partThere(sending, number, bytes) ?? sending.uploads.send(sending.upload, number, bytes, signal);
      const settled = Promise.resolve(part).then(() => {
        sending.onBytes(bytes.length);
        onTheirWay.delete(settled);
      });
      // It may fail while nobody waits for it yet.
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
    // Whatever fails after the first failure, or after an abort, is told by that.
    await Promise.allSettled([...sent, ...onTheirWay]);
    await source.close();
  }
}

async function* partsOf(source: SourceBytes, size: number): AsyncGenerator<{ number: number; bytes: Buffer }> {
  const partBytes = partBytesOf(size);
  for (let number = 1, at = 0; at < size; number += 1, at += partBytes) {
    const chunks: Buffer[] = [];
    await source.readTo(Math.min(at + partBytes, size), (chunk) => {
      chunks.push(chunk);
      return Promise.resolve();
    });
    yield { number, bytes: Buffer.concat(chunks) };
  }
}

const crc32Of = (bytes: Buffer): string => {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
};

/** A part counts as there only where the service's own checksum of it says so: not every one has both. */
function partThere({ there }: SendingFile, number: number, bytes: Buffer): Part | undefined {
  const part = there.find((each) => each.number === number);
  if (part?.size !== bytes.length) return undefined;
  const same =
    part.crc32 === undefined ? part.etag === `"${createHash('md5').update(bytes).digest('hex')}"` : part.crc32 === crc32Of(bytes);
  return same ? part : undefined;
}
