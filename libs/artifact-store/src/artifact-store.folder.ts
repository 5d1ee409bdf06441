import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { codeOf } from '@throughline/contracts';
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
import { openSource } from './digest.js';
import { ArtifactNotFoundError, InvalidKeyError } from './errors/errors.js';
import { toDiskError, realDisk, type Disk } from './folder/disk.js';
import { FolderLayout } from './folder/layout.js';
import { collectLeftovers } from './folder/leftovers.js';
import { ownTag } from './folder/owner.js';
import { FolderPut } from './folder/put.js';
import { isSegment, splitKey } from './keys/key.js';
import { resolveRange } from './range.js';

const isGone = (error: unknown): boolean => codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';

/** Artifacts as files in a folder, which processes of one machine or of a network may share. */
export class FolderArtifactStore implements ArtifactStore {
  constructor(
    private readonly layout: FolderLayout,
    private readonly disk: Disk = realDisk,
  ) {}

  async put(key: string, source: ArtifactSource, options: PutOptions = {}): Promise<StoredArtifact> {
    try {
      const put = new FolderPut(this.layout, this.disk, key, options);
      return await put.run(await openSource(source));
    } catch (error) {
      if (source instanceof Readable) source.destroy();
      throw error;
    }
  }

  async open(key: string, range?: ByteRange): Promise<OpenedArtifact> {
    const path = this.layout.pathOf(key);
    const handle = await open(path, 'r').catch((error: unknown) => this.fail(key, error));
    try {
      const found = await handle.stat();
      if (found.isDirectory()) throw new ArtifactNotFoundError(key);
      // An open file keeps its bytes, even if it is removed in the meantime.
      return { stream: handle.createReadStream(resolveRange(key, found.size, range)), size: found.size };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async stat(key: string): Promise<ArtifactFacts | undefined> {
    try {
      const found = await stat(this.layout.pathOf(key));
      return found.isFile() ? { size: found.size, modifiedAt: found.mtime.toISOString() } : undefined;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  async *list(prefix: string): AsyncIterable<{ key: string; size: number }> {
    yield* this.walk(this.layout.folderOf(prefix), prefix.replace(/\/$/, ''));
  }

  async remove(key: string): Promise<void> {
    const path = this.layout.pathOf(key);
    if ((await this.stat(key)) === undefined) return;
    await rm(path, { force: true });
    await this.removeEmptyFolders(dirname(path));
  }

  async removePrefix(prefix: string): Promise<void> {
    const folder = this.layout.folderOf(prefix);
    if (folder === this.layout.objects) throw new InvalidKeyError('an empty prefix would remove everything');
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() !== true) return;
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    await this.removeEmptyFolders(dirname(folder));
  }

  async materialize(key: string): Promise<LocalFile> {
    if ((await this.stat(key)) === undefined) throw new ArtifactNotFoundError(key);
    return { path: this.layout.pathOf(key), release: () => Promise.resolve() };
  }

  async workspace(name: string): Promise<Workspace> {
    splitKey(name);
    const dir = join(this.layout.workspaces, `${ownTag}.${name.replaceAll('/', '_').slice(0, 60)}.${randomUUID().slice(0, 8)}`);
    await mkdir(dir, { mode: 0o700 }).catch((error: unknown) => {
      throw toDiskError(this.layout.root, error);
    });
    return { dir, dispose: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }) };
  }

  /** Removes half-written files and workspaces of dead processes. Returns their number. */
  async collectLeftovers(): Promise<number> {
    return (await collectLeftovers(this.layout.temporary)) + (await collectLeftovers(this.layout.workspaces));
  }

  private async *walk(folder: string, prefix: string): AsyncIterable<{ key: string; size: number }> {
    for (const { name, entry } of await this.sorted(folder)) {
      const key = prefix === '' ? name : `${prefix}/${name}`;
      if (entry === 'folder') yield* this.walk(join(folder, name), key);
      else {
        const found = await this.stat(key);
        if (found !== undefined) yield { key, size: found.size };
      }
    }
  }

  /** Sorts folders as if their name ended with a slash, so that the keys below them are in order. */
  private async sorted(folder: string): Promise<{ name: string; entry: 'file' | 'folder' }[]> {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      if (isGone(error)) return [];
      throw error;
    });
    const order = (name: string, isFolder: boolean): string => (isFolder ? `${name}/` : name);
    return (
      entries
        // Skips files that an operator has put there.
        .filter(({ name }) => isSegment(name))
        .map((found) => ({ name: found.name, entry: found.isDirectory() ? ('folder' as const) : ('file' as const) }))
        .sort((a, b) => (order(a.name, a.entry === 'folder') < order(b.name, b.entry === 'folder') ? -1 : 1))
    );
  }

  private async removeEmptyFolders(from: string): Promise<void> {
    for (let folder = from; folder !== this.layout.objects; folder = dirname(folder)) {
      // Stop if the folder is not empty, or if another process has removed it already.
      const removed = await rmdir(folder).then(
        () => true,
        () => false,
      );
      if (!removed) return;
    }
  }

  private fail(key: string, error: unknown): never {
    if (isGone(error)) throw new ArtifactNotFoundError(key, { cause: error });
    throw error;
  }
}

export async function openFolderArtifactStore(root: string): Promise<FolderArtifactStore> {
  const layout = new FolderLayout(root);
  try {
    for (const folder of [layout.objects, layout.temporary, layout.workspaces]) await mkdir(folder, { recursive: true });
  } catch (error) {
    throw toDiskError(layout.root, error);
  }
  const store = new FolderArtifactStore(layout);
  await store.collectLeftovers();
  return store;
}
