import { Readable } from 'node:stream';
import { isBucketError, troubleOf, type Bucket } from '@throughline/bucket';
import type {
  ArtifactFacts,
  ArtifactSource,
  ArtifactStore,
  ByteRange,
  LocalFile,
  OpenedArtifact,
  PutOptions,
  StoredArtifact,
  Workspace,
} from './artifact-store.js';
import type { FolderArtifactStore } from './artifact-store.folder.js';
import { ArtifactNotFoundError, InvalidKeyError } from './errors/errors.js';
import { isSegment, splitPrefix, splitKey } from './keys/key.js';
import { resolveRange } from './range.js';
import { LocalCopies } from './s3/local-copies.js';
import { S3Put } from './s3/put.js';
import { streamObject } from './s3/stream-object.js';
import { spool } from './s3/spool.js';
import { SHA256, toStoreError } from './s3/store-errors.js';

const REMOVED_AT_ONCE = 8;
/** Longer than any upload takes. */
const ABANDONED_MS = 48 * 60 * 60_000;

/**
 * Artifacts as objects of a bucket. Files in transit and local copies lie on this machine's disk, where no other process needs
 * them.
 */
export class S3ArtifactStore implements ArtifactStore {
  readonly #copies: LocalCopies;
  readonly #where: string;

  constructor(
    private readonly bucket: Bucket,
    private readonly local: Pick<FolderArtifactStore, 'workspace'>,
  ) {
    this.#where = bucket.urlOf('');
    this.#copies = new LocalCopies({
      workspace: (name) => local.workspace(name),
      open: (key, signal) => this.#openWhole(key, signal),
    });
  }

  async put(key: string, source: ArtifactSource, options: PutOptions = {}): Promise<StoredArtifact> {
    try {
      splitKey(key);
      options.signal?.throwIfAborted();
      return await this.#inWorkspace(async (dir) => {
        const spooled = await spool(key, source, { dir, options });
        return this.#worded(() => new S3Put(this.bucket, key, options).run(spooled));
      });
    } catch (error) {
      if (source instanceof Readable) source.destroy();
      throw error;
    }
  }

  async open(key: string, range?: ByteRange): Promise<OpenedArtifact> {
    splitKey(key);
    if (range === undefined) return this.#openWhole(key);
    return this.#worded(async () => {
      const size = (await this.bucket.head(key))?.size;
      if (size === undefined) throw new ArtifactNotFoundError(key);
      const { start = 0, end = size - 1 } = resolveRange(key, size, range);
      return { stream: await this.#read(key, { start, end }), size };
    });
  }

  async stat(key: string): Promise<ArtifactFacts | undefined> {
    splitKey(key);
    const found = await this.#worded(() => this.bucket.head(key));
    return found === undefined ? undefined : { size: found.size, modifiedAt: found.modifiedAt.toISOString() };
  }

  async *list(prefix: string): AsyncIterable<{ key: string; size: number }> {
    const segments = splitPrefix(prefix);
    try {
      for await (const found of this.bucket.list(segments.map((segment) => `${segment}/`).join(''))) {
        // Skips objects that an operator has put there.
        if (found.key.split('/').every(isSegment)) yield found;
      }
    } catch (error) {
      throw toStoreError(error, this.#where);
    }
  }

  async remove(key: string): Promise<void> {
    splitKey(key);
    await this.#worded(() => this.bucket.remove(key));
  }

  async removePrefix(prefix: string): Promise<void> {
    const segments = splitPrefix(prefix);
    if (segments.length === 0) throw new InvalidKeyError('an empty prefix would remove everything');
    const beginning = `${segments.join('/')}/`;
    await this.#worded(async () => {
      const removing = new Set<Promise<void>>();
      for await (const { key } of this.bucket.list(beginning)) {
        const removed = this.bucket.remove(key).finally(() => removing.delete(removed));
        removed.catch(() => undefined);
        removing.add(removed);
        if (removing.size >= REMOVED_AT_ONCE) await Promise.race(removing);
      }
      await Promise.all(removing);
      await this.#abortUploads(beginning, Date.now());
    });
  }

  async materialize(key: string, signal?: AbortSignal): Promise<LocalFile> {
    splitKey(key);
    return this.#copies.use(key, signal);
  }

  workspace(name: string): Promise<Workspace> {
    return this.local.workspace(name);
  }

  /** Checks the settings early and aborts abandoned multipart uploads. Ignores a bucket that is temporarily unavailable. */
  async begin(now = Date.now()): Promise<void> {
    try {
      await this.bucket.head('health/probe');
      await this.#abortUploads('', now - ABANDONED_MS);
    } catch (error) {
      if (troubleOf(error) !== 'unreachable' && troubleOf(error) !== 'busy') throw toStoreError(error, this.#where);
    }
  }

  /**
   * Aborts multipart uploads that began before a time. If they cannot be listed, the bucket's lifecycle rules must end them.
   */
  async #abortUploads(beginning: string, before: number): Promise<void> {
    try {
      for (const upload of await this.bucket.uploads.list(beginning))
        if (upload.initiatedAt.getTime() < before) await this.bucket.uploads.abort(upload);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble !== 'unsupported' && trouble !== 'not-permitted') throw error;
    }
  }

  async #openWhole(key: string, signal?: AbortSignal): Promise<OpenedArtifact & { sha256: string | undefined }> {
    return this.#worded(async () => {
      const found = await this.bucket.head(key, signal);
      if (found === undefined) throw new ArtifactNotFoundError(key);
      const { size, metadata } = found;
      const stream = size === 0 ? Readable.from([]) : await this.#read(key, { start: 0, end: size - 1 }, signal);
      return { stream, size, sha256: metadata[SHA256] };
    });
  }

  async #read(key: string, range: { start: number; end: number }, signal?: AbortSignal): Promise<Readable> {
    const first = await this.bucket.open(key, range, signal);
    if (first === undefined) throw new ArtifactNotFoundError(key);
    return streamObject({ bucket: this.bucket, key, first, signal, ...range });
  }

  async #inWorkspace<T>(task: (dir: string) => Promise<T>): Promise<T> {
    const workspace = await this.local.workspace('put');
    try {
      return await task(workspace.dir);
    } finally {
      await workspace.dispose();
    }
  }

  async #worded<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      throw isBucketError(error) ? toStoreError(error, this.#where) : error;
    }
  }
}
