import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RetryableError } from '@throughline/contracts';
import type { LocalFile, OpenedArtifact, Workspace } from '../artifact-store.js';
import { Digest } from '../digest.js';
import { toDiskError } from '../folder/disk.js';

export interface CopySource {
  workspace(name: string): Promise<Workspace>;
  open(key: string, signal: AbortSignal): Promise<OpenedArtifact & { readonly sha256: string | undefined }>;
}

interface Copy {
  readonly made: Promise<{ readonly path: string; readonly workspace: Workspace }>;
  readonly stop: AbortController;
  users: number;
}

/** Local copies of artifacts. Concurrent users share one copy, which is removed when the last one releases it. */
export class LocalCopies {
  readonly #copies = new Map<string, Copy>();

  constructor(private readonly origin: CopySource) {}

  /** Returns the shared copy. A user who aborts does not affect the others; when the last one aborts, the download ends. */
  async use(key: string, signal?: AbortSignal): Promise<LocalFile> {
    signal?.throwIfAborted();
    const copy = this.#copies.get(key) ?? this.#begin(key);
    copy.users += 1;
    let isHeld = true;
    const release = async (): Promise<void> => {
      if (!isHeld) return;
      isHeld = false;
      await this.#release(key, copy);
    };
    try {
      return { path: (await raceAbort(copy.made, signal)).path, release };
    } catch (error) {
      await release();
      throw error;
    }
  }

  #begin(key: string): Copy {
    const stop = new AbortController();
    const copy: Copy = { made: this.#make(key, stop.signal), stop, users: 0 };
    // The users of the copy get the error. Without users it must not be an unhandled rejection.
    copy.made.catch(() => undefined);
    this.#copies.set(key, copy);
    return copy;
  }

  async #release(key: string, copy: Copy): Promise<void> {
    copy.users -= 1;
    if (copy.users > 0) return;
    this.#copies.delete(key);
    copy.stop.abort();
    const made = await copy.made.catch(() => undefined);
    await made?.workspace.dispose();
  }

  async #make(key: string, signal: AbortSignal): Promise<{ path: string; workspace: Workspace }> {
    const { stream, sha256 } = await this.origin.open(key, signal);
    const workspace = await this.origin.workspace('copy');
    const path = join(workspace.dir, key.split('/').at(-1) ?? 'copy');
    const digest = new Digest({ key });
    try {
      // Opened first: a stream that opens the file itself could create it after an error has removed the folder.
      const file = await open(path, 'w', 0o440);
      await pipeline(stream, digest, file.createWriteStream(), { signal });
      if (sha256 !== undefined && digest.facts().sha256 !== sha256)
        throw new RetryableError('content-corrupted', `Artifact ${key} has come with other bytes than were stored`);
    } catch (error) {
      stream.destroy();
      await workspace.dispose();
      throw toDiskError(workspace.dir, error);
    }
    return { path, workspace };
  }
}

async function raceAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  const ended = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true, signal: ended.signal });
  });
  return Promise.race([promise, aborted]).finally(() => {
    ended.abort();
  });
}
