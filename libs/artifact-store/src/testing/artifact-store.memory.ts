import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
} from '../artifact-store.js';
import { Digest, openSource, isSameContent } from '../digest.js';
import { ArtifactExistsError, ArtifactNotFoundError, InvalidKeyError } from '../errors/errors.js';
import { listParentKeys, nestedKeyError, splitPrefix, splitKey } from '../keys/key.js';
import { resolveRange } from '../range.js';

interface Entry extends StoredArtifact {
  readonly bytes: Buffer;
  readonly modifiedAt: string;
}

export class MemoryArtifactStore implements ArtifactStore {
  private readonly entries = new Map<string, Entry>();
  /** The keys below each folder, at any depth. */
  private readonly folders = new Map<string, Set<string>>();

  async put(key: string, source: ArtifactSource, options: PutOptions = {}): Promise<StoredArtifact> {
    try {
      return await this.store(key, source, options);
    } catch (error) {
      if (source instanceof Readable) source.destroy();
      throw error;
    }
  }

  async open(key: string, range?: ByteRange): Promise<OpenedArtifact> {
    const { bytes, size } = await this.entry(key);
    const { start = 0, end = size - 1 } = resolveRange(key, size, range);
    return { stream: Readable.from([bytes.subarray(start, end + 1)], { objectMode: false }), size };
  }

  async stat(key: string): Promise<ArtifactFacts | undefined> {
    splitKey(key);
    const entry = this.entries.get(key);
    return Promise.resolve(entry === undefined ? undefined : { size: entry.size, modifiedAt: entry.modifiedAt });
  }

  async *list(prefix: string): AsyncIterable<{ key: string; size: number }> {
    for (const key of this.below(prefix)) {
      const facts = await this.stat(key);
      if (facts !== undefined) yield { key, size: facts.size };
    }
  }

  async remove(key: string): Promise<void> {
    splitKey(key);
    this.entries.delete(key);
    for (const folder of listParentKeys(key)) {
      const keys = this.folders.get(folder);
      keys?.delete(key);
      if (keys?.size === 0) this.folders.delete(folder);
    }
    return Promise.resolve();
  }

  async removePrefix(prefix: string): Promise<void> {
    if (splitPrefix(prefix).length === 0) throw new InvalidKeyError('an empty prefix would remove everything');
    for (const key of this.below(prefix)) await this.remove(key);
  }

  async materialize(key: string): Promise<LocalFile> {
    const { bytes } = await this.entry(key);
    const { dir, dispose } = await this.workspace('file');
    const path = join(dir, key.split('/').at(-1) ?? 'file');
    await writeFile(path, bytes);
    return { path, release: dispose };
  }

  async workspace(name: string): Promise<Workspace> {
    splitKey(name);
    const dir = await mkdtemp(join(tmpdir(), 'tl-workspace-'));
    return { dir, dispose: () => rm(dir, { recursive: true, force: true }) };
  }

  private async store(key: string, source: ArtifactSource, options: PutOptions): Promise<StoredArtifact> {
    splitKey(key);
    const { signal } = options;
    signal?.throwIfAborted();
    const digest = new Digest({ key, ...options });
    const chunks: Buffer[] = [];
    digest.on('data', (chunk: Buffer) => chunks.push(chunk));
    await pipeline(await openSource(source), digest, signal === undefined ? {} : { signal });
    const facts = digest.facts();
    const existing = this.entries.get(key);
    if (existing !== undefined) {
      if (!isSameContent(existing, facts)) throw new ArtifactExistsError(key);
      return facts;
    }
    this.requireNotNested(key);
    for (const folder of listParentKeys(key)) this.folders.set(folder, (this.folders.get(folder) ?? new Set()).add(key));
    this.entries.set(key, { ...facts, bytes: Buffer.concat(chunks), modifiedAt: new Date().toISOString() });
    return facts;
  }

  private async entry(key: string): Promise<Entry> {
    splitKey(key);
    const entry = this.entries.get(key);
    if (entry === undefined) throw new ArtifactNotFoundError(key);
    return Promise.resolve(entry);
  }

  private below(prefix: string): string[] {
    const folder = splitPrefix(prefix);
    const keys = folder.length === 0 ? this.entries.keys() : (this.folders.get(folder.join('/')) ?? []);
    return [...keys].sort();
  }

  /** Rejects a name that would be both a file and a folder, as a disk does. */
  private requireNotNested(key: string): void {
    if (this.folders.has(key) || listParentKeys(key).some((folder) => this.entries.has(folder))) throw nestedKeyError();
  }
}
