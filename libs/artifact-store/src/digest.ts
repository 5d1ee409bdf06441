import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArtifactSource, StoredArtifact } from './artifact-store.js';
import { ArtifactTooLargeError } from './errors/errors.js';

export interface DigestOptions {
  readonly key: string;
  readonly limitBytes?: number;
}

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

  /** Returns size and hash. Call it once, after the last byte. */
  facts(): StoredArtifact {
    return { size: this.size, sha256: this.hash.digest('hex') };
  }
}

/** Opens a source. Fails at once if a file is missing or not readable. */
export async function openSource(source: ArtifactSource): Promise<Readable> {
  if (source instanceof Readable) return source;
  // In an array, because a bare Uint8Array would become a stream of numbers.
  if (source instanceof Uint8Array) return Readable.from([source], { objectMode: false });
  return (await open(source.path, 'r')).createReadStream();
}

export async function computeDigest(
  from: Readable,
  options: DigestOptions & { readonly signal?: AbortSignal },
): Promise<StoredArtifact> {
  const digest = new Digest(options);
  digest.resume();
  await pipeline(from, digest, options.signal === undefined ? {} : { signal: options.signal });
  return digest.facts();
}

export const isSameContent = (a: StoredArtifact, b: StoredArtifact): boolean => a.size === b.size && a.sha256 === b.sha256;
