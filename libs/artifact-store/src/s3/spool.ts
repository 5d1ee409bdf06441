import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArtifactSource, PutOptions, StoredArtifact } from '../artifact-store.js';
import { Digest, digestOf, readableOf } from '../digest.js';
import { diskError } from '../folder/disk.js';

/** A source as a file of this machine: a bucket wants to know size and hash before it takes the first byte. */
export interface Spooled {
  readonly path: string;
  readonly facts: StoredArtifact;
}

/** Puts what is no file yet into a folder. */
export async function spool(key: string, source: ArtifactSource, into: { dir: string; options: PutOptions }): Promise<Spooled> {
  const { dir, options } = into;
  const stream = await readableOf(source);
  if (!(source instanceof Readable) && 'path' in source)
    return { path: source.path, facts: await digestOf(stream, { key, ...options }) };
  const path = join(dir, 'spooled');
  const digest = new Digest({ key, ...options });
  try {
    const { signal } = options;
    // As in local-copies.ts: no file may come into being after a failure.
    const file = await open(path, 'w');
    await pipeline(stream, digest, file.createWriteStream(), signal === undefined ? {} : { signal });
  } catch (error) {
    stream.destroy();
    throw diskError(dir, error);
  }
  return { path, facts: digest.facts() };
}
