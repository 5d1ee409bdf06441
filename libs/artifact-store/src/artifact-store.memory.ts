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
} from './artifact-store.js';
import { Digest, readableOf, sameContent } from './digest.js';
import { ArtifactExistsError, ArtifactNotFoundError, InvalidKeyError } from './errors/errors.js';
import { foldersOf, nestedKeyError, prefixSegmentsOf, segmentsOf } from './keys/key.js';
import { checkedRange } from './range.js';

interface Entry extends StoredArtifact {
  readonly bytes: Buffer;
  readonly modifiedAt: string;
}

/** For tests; keeps the same contract as the folder. */
export class MemoryArtifactStore implements ArtifactStore {
  private readonly entries = new Map<string, Entry>();

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
    const { start = 0, end = size - 1 } = checkedRange(key, size, range);
    return { stream: Readable.from([bytes.subarray(start, end + 1)], { objectMode: false }), size };
  }

  async stat(key: string): Promise<ArtifactFacts | undefined> {
    segmentsOf(key);
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
    segmentsOf(key);
    this.entries.delete(key);
    return Promise.resolve();
  }

  async removePrefix(prefix: string): Promise<void> {
    if (prefixSegmentsOf(prefix).length === 0) throw new InvalidKeyError('an empty prefix would remove everything');
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
    segmentsOf(name);
    const dir = await mkdtemp(join(tmpdir(), 'tl-workspace-'));
    return { dir, dispose: () => rm(dir, { recursive: true, force: true }) };
  }

  private async store(key: string, source: ArtifactSource, options: PutOptions): Promise<StoredArtifact> {
    segmentsOf(key);
    const { signal } = options;
    signal?.throwIfAborted();
    const digest = new Digest({ key, ...options });
    const chunks: Buffer[] = [];
    digest.on('data', (chunk: Buffer) => chunks.push(chunk));
    await pipeline(await readableOf(source), digest, signal === undefined ? {} : { signal });
    const facts = digest.facts();
    const existing = this.entries.get(key);
    if (existing !== undefined) {
      if (!sameContent(existing, facts)) throw new ArtifactExistsError(key);
      return facts;
    }
    this.requireNotNested(key);
    this.entries.set(key, { ...facts, bytes: Buffer.concat(chunks), modifiedAt: new Date().toISOString() });
    return facts;
  }

  private async entry(key: string): Promise<Entry> {
    segmentsOf(key);
    const entry = this.entries.get(key);
    if (entry === undefined) throw new ArtifactNotFoundError(key);
    return Promise.resolve(entry);
  }

  private below(prefix: string): string[] {
    const folder = prefixSegmentsOf(prefix).map((segment) => `${segment}/`);
    return [...this.entries.keys()].filter((key) => key.startsWith(folder.join(''))).sort();
  }

  /** As on a disk, where one name cannot be both a file and a folder. */
  private requireNotNested(key: string): void {
    const isFolder = [...this.entries.keys()].some((other) => foldersOf(other).includes(key));
    if (isFolder || foldersOf(key).some((folder) => this.entries.has(folder))) throw nestedKeyError();
  }
}
