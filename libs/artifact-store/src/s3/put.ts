import { open, type FileHandle } from 'node:fs/promises';
import { troubleOf, type Bucket, type Part, type Upload } from '@throughline/bucket';
import { ABORT_WITHIN_MS, RetryableError } from '@throughline/contracts';
import type { PutOptions, StoredArtifact } from '../artifact-store.js';
import { sameContent } from '../digest.js';
import { ArtifactExistsError } from '../errors/errors.js';
import { foldersOf, nestedKeyError } from '../keys/key.js';
import type { Spooled } from './spool.js';
import { SHA256 } from './store-trouble.js';

const MIB = 1024 ** 2;
/** S3 allows no part below 5 MiB but the last, and no more than 10,000. What has one part needs none. */
const PART_BYTES = 16 * MIB;
const MOST_PARTS = 10_000;
/** Another's removal may come between a refusal and the look at what is there. */
const TRIES = 3;
/** For what is tidied up after an abort. */
const TIDY_WITHIN_MS = ABORT_WITHIN_MS / 2;

/** One put of a file: seen under its key only as a whole, and never in the place of another. */
export class S3Put {
  constructor(
    private readonly bucket: Bucket,
    private readonly key: string,
    private readonly options: PutOptions,
  ) {}

  async run(spooled: Spooled): Promise<StoredArtifact> {
    await this.#requireNoFolder();
    for (let tried = 1; ; tried += 1) {
      const there = await this.#there();
      if (there !== undefined) {
        if (sameContent(there, spooled.facts)) return spooled.facts;
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

  /** A bucket has no folders: that a name is not both is asked beforehand. */
  async #requireNoFolder(): Promise<void> {
    const above = foldersOf(this.key).map(async (folder) => (await this.bucket.head(folder, this.options.signal)) !== undefined);
    const isNested = await Promise.all([...above, this.#hasBelow()]);
    if (isNested.includes(true)) throw nestedKeyError();
  }

  async #hasBelow(): Promise<boolean> {
    for await (const _ of this.bucket.list(`${this.key}/`, this.options.signal)) return true;
    return false;
  }

  async #there(): Promise<StoredArtifact | undefined> {
    const found = await this.bucket.head(this.key, this.options.signal);
    return found === undefined ? undefined : { size: found.size, sha256: found.metadata[SHA256] ?? '' };
  }

  async #write({ path, facts }: Spooled): Promise<void> {
    const { signal } = this.options;
    const metadata = { [SHA256]: facts.sha256 };
    const file = await open(path, 'r');
    try {
      if (facts.size <= PART_BYTES) {
        const bytes = await bytesAt(file, 0, facts.size);
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
      const partBytes = Math.max(PART_BYTES, Math.ceil(size / MOST_PARTS / MIB) * MIB);
      for (let at = 0; at < size; at += partBytes) {
        const bytes = await bytesAt(file, at, Math.min(partBytes, size - at));
        parts.push(await uploads.send(upload, parts.length + 1, bytes, signal));
      }
      await uploads.complete(upload, parts, { onlyIfAbsent: true, signal });
    } catch (error) {
      if (await this.#isCompleted(error, metadata)) return;
      await this.#abort(upload);
      throw error;
    }
  }

  /** An answer that was lost: then there is no upload any more, but the object. */
  async #isCompleted(error: unknown, metadata: Record<string, string>): Promise<boolean> {
    return troubleOf(error) === 'no-upload' && (await this.#there())?.sha256 === metadata[SHA256];
  }

  /** What cannot be ended now is ended by the next start of a service, or by the bucket's own rules. */
  async #abort(upload: Upload): Promise<void> {
    const { signal } = this.options;
    const tidying = signal?.aborted === true ? AbortSignal.timeout(TIDY_WITHIN_MS) : signal;
    await this.bucket.uploads.abort(upload, tidying).catch(() => undefined);
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let filled = 0; filled < length;) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) throw new RetryableError('content-changed', 'The file to be stored has become shorter meanwhile');
    filled += bytesRead;
  }
  return bytes;
}
