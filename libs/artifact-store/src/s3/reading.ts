import { Readable } from 'node:stream';
import { toBucketError, type Bucket, type OpenedObject } from '@throughline/bucket';
import { RetryableError, kindOf } from '@throughline/contracts';
import { ArtifactNotFoundError } from '../errors/errors.js';
import { storeError } from './store-trouble.js';

/** In a row, without a byte between them. */
const MOST_BREAKS = 4;

export interface ReadingOf {
  readonly bucket: Bucket;
  readonly key: string;
  readonly first: OpenedObject;
  /** Both ends are included. */
  readonly start: number;
  readonly end: number;
  readonly signal?: AbortSignal | undefined;
}

/** The bytes of an object. Where the line breaks, or a slow reader lets it go to sleep, it goes on at the byte that is missing. */
export function readingOf(reading: ReadingOf): Readable {
  const stream = Readable.from(bytesOf(reading), { objectMode: false });
  // It may break before anybody reads it; whoever does is told then.
  reading.first.stream.on('error', () => undefined);
  // One that was never read has nothing that would end the answer.
  stream.once('close', () => reading.first.stream.destroy());
  return stream;
}

async function* bytesOf({ bucket, key, first, start, end, signal }: ReadingOf): AsyncGenerator<Buffer> {
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
    if (breaks > MOST_BREAKS) throw toBeTold(broken, bucket.urlOf(key));
    const again: OpenedObject | undefined = await bucket.open(key, { start: at, end }, signal).catch((error: unknown) => {
      throw storeError(error, bucket.urlOf(key));
    });
    if (again === undefined) throw new ArtifactNotFoundError(key);
    from = again.stream;
  }
}

/** Errors of a stream are those of the line. */
const toBeTold = (broken: unknown, where: string): unknown =>
  kindOf(broken) === undefined ? storeError(toBucketError(broken), where) : broken;
