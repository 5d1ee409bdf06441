import { open, type FileHandle } from 'node:fs/promises';
import { troubleOf, type Bucket, type Part, type Upload } from '@throughline/bucket';
import { ABORT_WITHIN_MS, RetryableError } from '@throughline/contracts';
import type { PutOptions, StoredArtifact } from '../artifact-store.js';
import { isSameContent } from '../digest.js';
import { ArtifactExistsError } from '../errors/errors.js';
import { listParentKeys, nestedKeyError } from '../keys/key.js';
import type { SpooledFile } from './spool.js';
import { SHA256 } from './store-errors.js';

const MIB = 1024 ** 2;
/**
 * S3 requires parts of at least 5 MiB, except the last one, and at most 10,000 parts. Smaller files need no multipart upload.
 */
const PART_BYTES = 16 * MIB;
const MAX_PARTS = 10_000;
/** Another process may remove the object between the refusal and the check. */
const TRIES = 3;
const TIDY_WITHIN_MS = ABORT_WITHIN_MS / 2;

/** One put of a file. The object appears only as a whole and never replaces another one. */
export class S3Put {
  constructor(
    private readonly bucket: Bucket,
    private readonly key: string,
    private readonly options: PutOptions,
  ) {}

  async run(spooled: SpooledFile): Promise<StoredArtifact> {
    await this.#requireNoFolder();
    for (let tried = 1; ; tried += 1) {
      const there = await this.#findStored();
      if (there !== undefined) {
        if (isSameContent(there, spooled.facts)) return spooled.facts;
        throw new ArtifactExistsError(this.key);
      }
      try {
        await this.#write(spooled);
        return spooled.facts;
      } catch (error) {
        if (troubleOf(error) !== 'exists' || tried === TRIES) throw error;
      }
    }
  }

  /** Rejects a key that is also a prefix of others, or has an object as its prefix. A bucket would allow both. */
  async #requireNoFolder(): Promise<void> {
    const above = listParentKeys(this.key).map(
      async (folder) => (await this.bucket.head(folder, this.options.signal)) !== undefined,
    );
    const isNested = await Promise.all([...above, this.#hasBelow()]);
    if (isNested.includes(true)) throw nestedKeyError();
  }

  async #hasBelow(): Promise<boolean> {
    for await (const _ of this.bucket.list(`${this.key}/`, this.options.signal)) return true;
    return false;
  }

  async #findStored(): Promise<StoredArtifact | undefined> {
    const found = await this.bucket.head(this.key, this.options.signal);
    return found === undefined ? undefined : { size: found.size, sha256: found.metadata[SHA256] ?? '' };
  }

  async #write({ path, facts }: SpooledFile): Promise<void> {
    const { signal } = this.options;
    const metadata = { [SHA256]: facts.sha256 };
    const file = await open(path, 'r');
    try {
      if (facts.size <= PART_BYTES) {
        const bytes = await readBytes(file, 0, facts.size);
        await this.bucket.put(this.key, bytes, { metadata, onlyIfAbsent: true, signal });
      } else await this.#writeInParts(file, facts, metadata);
    } finally {
      await file.close();
    }
  }

  async #writeInParts(file: FileHandle, { size }: StoredArtifact, metadata: Record<string, string>): Promise<void> {
    const { uploads } = this.bucket;
    const { signal } = this.options;
    const upload = await uploads.create(this.key, { metadata, signal });
    try {
      const parts: Part[] = [];
      const partBytes = Math.max(PART_BYTES, Math.ceil(size / MAX_PARTS / MIB) * MIB);
      for (let at = 0; at < size; at += partBytes) {
        const bytes = await readBytes(file, at, Math.min(partBytes, size - at));
        parts.push(await uploads.send(upload, parts.length + 1, bytes, signal));
      }
      await uploads.complete(upload, parts, { onlyIfAbsent: true, signal });
    } catch (error) {
      if (await this.#isCompleted(error, metadata)) return;
      await this.#abort(upload);
      throw error;
    }
  }

  /** Tells whether the object was completed although the answer was lost: then the upload is gone and the object exists. */
  async #isCompleted(error: unknown, metadata: Record<string, string>): Promise<boolean> {
    return troubleOf(error) === 'no-upload' && (await this.#findStored())?.sha256 === metadata[SHA256];
  }

  /** Best effort: the next start of a service or the bucket's lifecycle rules abort what remains. */
  async #abort(upload: Upload): Promise<void> {
    const { signal } = this.options;
    const tidying = signal?.aborted === true ? AbortSignal.timeout(TIDY_WITHIN_MS) : signal;
    await this.bucket.uploads.abort(upload, tidying).catch(() => undefined);
  }
}

async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let filled = 0; filled < length;) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) throw new RetryableError('content-changed', 'The file to be stored has become shorter meanwhile');
    filled += bytesRead;
  }
  return bytes;
}
