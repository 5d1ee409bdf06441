import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RetryableError } from '@throughline/contracts';
import type { LocalFile, OpenedArtifact, Workspace } from '../artifact-store.js';
import { Digest } from '../digest.js';
import { diskError } from '../folder/disk.js';

export interface Origin {
  /** Where the copies are made. */
  workspace(name: string): Promise<Workspace>;
  open(key: string): Promise<OpenedArtifact & { readonly sha256: string | undefined }>;
}

interface Copy {
  readonly made: Promise<{ readonly path: string; readonly workspace: Workspace }>;
  users: number;
}

/** Files of this machine with the bytes of artifacts: one for all who use it at the same time, gone when the last one has released it. */
export class LocalCopies {
  readonly #copies = new Map<string, Copy>();

  constructor(private readonly origin: Origin) {}

  async use(key: string): Promise<LocalFile> {
    const copy = this.#copies.get(key) ?? { made: this.#make(key), users: 0 };
    this.#copies.set(key, copy);
    copy.users += 1;
    let isHeld = true;
    const release = async (): Promise<void> => {
      if (!isHeld) return;
      isHeld = false;
      await this.#release(key, copy);
    };
    try {
      return { path: (await copy.made).path, release };
    } catch (error) {
      await release();
      throw error;
    }
  }

  async #release(key: string, copy: Copy): Promise<void> {
    copy.users -= 1;
    if (copy.users > 0) return;
    this.#copies.delete(key);
    const made = await copy.made.catch(() => undefined);
    await made?.workspace.dispose();
  }

  async #make(key: string): Promise<{ path: string; workspace: Workspace }> {
    const { stream, sha256 } = await this.origin.open(key);
    const workspace = await this.origin.workspace('copy');
    const path = join(workspace.dir, key.split('/').at(-1) ?? 'copy');
    const digest = new Digest({ key });
    try {
      await pipeline(stream, digest, createWriteStream(path, { mode: 0o440 }));
      if (sha256 !== undefined && digest.facts().sha256 !== sha256)
        throw new RetryableError('content-corrupted', `Artifact ${key} has come with other bytes than were stored`);
    } catch (error) {
      await workspace.dispose();
      throw diskError(workspace.dir, error);
    }
    return { path, workspace };
  }
}
