import { Readable } from 'node:stream';
import { toBucketError, type Bucket, type OpenedObject } from '@throughline/bucket';
import { RetryableError, kindOf } from '@throughline/contracts';
import { ArtifactNotFoundError } from '../errors/errors.js';
import { toStoreError } from './store-errors.js';

/** The largest number of consecutive interruptions without a byte in between. */
const MAX_BREAKS = 4;

export interface ObjectReadOptions {
  readonly bucket: Bucket;
  readonly key: string;
  readonly first: OpenedObject;
  readonly start: number;
  readonly end: number;
  readonly signal?: AbortSignal | undefined;
}

/** Streams the bytes of an object. After a broken or idle connection it continues at the next missing byte. */
export function streamObject(reading: ObjectReadOptions): Readable {
  const stream = Readable.from(streamBytes(reading), { objectMode: false });
  // The stream may fail before it is read. Reading it then throws the error.
  reading.first.stream.on('error', () => undefined);
  // If it was never read, only this ends the answer.
  stream.once('close', () => reading.first.stream.destroy());
  return stream;
}

async function* streamBytes({ bucket, key, first, start, end, signal }: ObjectReadOptions): AsyncGenerator<Buffer> {
  let at = start;
  let breaks = 0;
  let from: Readable = first.stream;
  for (;;) {
    const before = at;
    let broken: unknown = new RetryableError('content-truncated', `Artifact ${key} ends before its end`);
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        at += chunk.length;
        yield chunk;
      }
    } catch (error) {
      broken = error;
    }
    if (at > end) return;
    breaks = at > before ? 1 : breaks + 1;
    if (breaks > MAX_BREAKS) throw toStreamError(broken, bucket.urlOf(key));
    const again: OpenedObject | undefined = await bucket.open(key, { start: at, end }, signal).catch((error: unknown) => {
      throw toStoreError(error, bucket.urlOf(key));
    });
    if (again === undefined) throw new ArtifactNotFoundError(key);
    from = again.stream;
  }
}

/** Treats an unknown error of a stream as a network error. */
const toStreamError = (broken: unknown, where: string): unknown =>
  kindOf(broken) === undefined ? toStoreError(toBucketError(broken), where) : broken;
