import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArtifactSource, StoredArtifact } from './artifact-store.js';
import { ArtifactTooLargeError } from './errors/errors.js';

export interface DigestOptions {
  readonly key: string;
  readonly limitBytes?: number;
}

/** Passes bytes on, counts and hashes them, and stops at the limit. */
export class Digest extends Transform {
  private readonly hash = createHash('sha256');
  private size = 0;

  constructor(private readonly limit: DigestOptions) {
    super();
  }

  override _transform(chunk: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.byteLength;
    const { key, limitBytes } = this.limit;
    if (limitBytes !== undefined && this.size > limitBytes) {
      done(new ArtifactTooLargeError(key, limitBytes));
      return;
    }
    this.hash.update(chunk);
    done(null, chunk);
  }

  /** Once, after the last byte. */
  facts(): StoredArtifact {
    return { size: this.size, sha256: this.hash.digest('hex') };
  }
}

export function readableOf(source: ArtifactSource): Readable {
  if (source instanceof Readable) return source;
  // In an array: a bare Uint8Array would be taken for a stream of numbers.
  if (source instanceof Uint8Array) return Readable.from([source], { objectMode: false });
  return createReadStream(source.path);
}

/** Size and hash of a source without keeping it. */
export async function digestOf(
  source: ArtifactSource,
  options: DigestOptions & { readonly signal?: AbortSignal },
): Promise<StoredArtifact> {
  const digest = new Digest(options);
  digest.resume();
  await pipeline(readableOf(source), digest, options.signal === undefined ? {} : { signal: options.signal });
  return digest.facts();
}

export const sameContent = (a: StoredArtifact, b: StoredArtifact): boolean => a.size === b.size && a.sha256 === b.sha256;
