import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArtifactSource, PutOptions, StoredArtifact } from '../artifact-store.js';
import { Digest, computeDigest, openSource } from '../digest.js';
import { toDiskError } from '../folder/disk.js';

/** A source as a local file, because a bucket needs size and hash before the first byte. */
export interface SpooledFile {
  readonly path: string;
  readonly facts: StoredArtifact;
}

export async function spool(
  key: string,
  source: ArtifactSource,
  into: { dir: string; options: PutOptions },
): Promise<SpooledFile> {
  const { dir, options } = into;
  const stream = await openSource(source);
  if (!(source instanceof Readable) && 'path' in source)
    return { path: source.path, facts: await computeDigest(stream, { key, ...options }) };
  const path = join(dir, 'spooled');
  const digest = new Digest({ key, ...options });
  try {
    const { signal } = options;
    // Opened first, as in local-copies.ts: no file may appear after an error.
    const file = await open(path, 'w');
    await pipeline(stream, digest, file.createWriteStream(), signal === undefined ? {} : { signal });
  } catch (error) {
    stream.destroy();
    throw toDiskError(dir, error);
  }
  return { path, facts: digest.facts() };
}
