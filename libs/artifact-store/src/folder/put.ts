import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { codeOf } from '@throughline/contracts';
import type { PutOptions, StoredArtifact } from '../artifact-store.js';
import { Digest, computeDigest, openSource, isSameContent } from '../digest.js';
import { ArtifactExistsError } from '../errors/errors.js';
import { nestedKeyError } from '../keys/key.js';
import { toDiskError, type Disk } from './disk.js';
import type { FolderLayout } from './layout.js';
import { ownTag } from './owner.js';

const LINK_TRIES = 5;

/** One put: writes all bytes to a temporary file, syncs it, and then links it under the key in one step. */
export class FolderPut {
  private readonly target: string;
  private readonly temporary: string;

  constructor(
    private readonly layout: FolderLayout,
    private readonly disk: Disk,
    private readonly key: string,
    private readonly options: PutOptions,
  ) {
    this.target = layout.pathOf(key);
    this.temporary = join(layout.temporary, `${ownTag}.${randomUUID()}`);
  }

  async run(source: Readable): Promise<StoredArtifact> {
    try {
      this.options.signal?.throwIfAborted();
      return (await this.exists()) ? await this.requireEqual(await this.digest(source)) : await this.store(source);
    } catch (error) {
      source.destroy();
      throw this.worded(error);
    }
  }

  private async exists(): Promise<boolean> {
    const found = await stat(this.target).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (found?.isDirectory() === true) throw nestedKeyError();
    return found !== undefined;
  }

  private async store(source: Readable): Promise<StoredArtifact> {
    try {
      const facts = await this.write(source);
      this.options.signal?.throwIfAborted();
      return (await this.publish()) ? facts : await this.requireEqual(facts);
    } finally {
      await this.disk.remove(this.temporary);
    }
  }

  private async write(source: Readable): Promise<StoredArtifact> {
    const { signal } = this.options;
    const digest = new Digest({ key: this.key, ...this.options });
    const file = await this.disk.create(this.temporary);
    await pipeline(source, digest, file, signal === undefined ? {} : { signal });
    return digest.facts();
  }

  private async publish(): Promise<boolean> {
    const folder = dirname(this.target);
    for (let tries = 1; ; tries += 1) {
      try {
        const made = await this.disk.makeFolder(folder);
        await this.disk.link(this.temporary, this.target);
        await this.syncFolders(folder, made === undefined ? folder : dirname(made));
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST' && (await this.exists())) return false;
        // A concurrent removal of the prefix may delete the folder between the two steps.
        if (codeOf(error) !== 'ENOENT' || tries === LINK_TRIES) throw error;
      }
    }
  }

  /** Syncs new parent folders too, because a name is only as durable as the folder that holds it. */
  private async syncFolders(from: string, last: string): Promise<void> {
    await this.disk.syncFolder(from);
    for (let folder = from; folder.length > last.length;) await this.disk.syncFolder((folder = dirname(folder)));
  }

  private async requireEqual(facts: StoredArtifact): Promise<StoredArtifact> {
    const existing = await computeDigest(await openSource({ path: this.target }), { key: this.key });
    if (!isSameContent(existing, facts)) throw new ArtifactExistsError(this.key);
    return facts;
  }

  private digest(source: Readable): Promise<StoredArtifact> {
    return computeDigest(source, { key: this.key, ...this.options });
  }

  private worded(error: unknown): unknown {
    const code = codeOf(error);
    if (code === 'ENOTDIR' || code === 'EISDIR') return nestedKeyError({ cause: error });
    return toDiskError(this.layout.root, error);
  }
}
