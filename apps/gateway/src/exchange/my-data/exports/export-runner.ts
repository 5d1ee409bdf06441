import { Transform, type TransformCallback } from 'node:stream';

import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import { codeOf, kindOf } from '@throughline/contracts';
import type { Failpoint } from '@throughline/service-kit';
import { isOutage } from '../../../batches/bulk/index.js';
import { holdLease } from '../../../kit/leases/index.js';
import { loadZipLibrary } from '../../../kit/zip-library.js';
import { ArchiveWriter } from './archive-writer.js';
import { EXPORTS_PREFIX, idOfKey, keyOf, prefixOf, type ExportClaim, type ExportProgress } from './data-export.js';
import type { ExportStore } from './export-store.js';
import { isOwnerOfAll, writeArchive, type ArchivePorts } from './write-archive.js';

/** Another gateway takes over a crashed one's export after this time. */
const LEASE_MS = 15_000;
const HEARTBEAT_MS = 2_000;
/** Attempts that ended with an error or a crash. An outage does not count. */
export const MAX_ATTEMPTS = 5;
const ORPHANS_AT_ONCE = 500;

export interface ExportRunnerPorts extends Omit<ArchivePorts, 'artifacts'> {
  readonly store: ExportStore;
  readonly artifacts: ArtifactStore;
  readonly now: () => Date;
  readonly failpoint: Failpoint;
  readonly onProblem: (error: unknown) => void;
}

class LostLibraryError extends Error {
  readonly kind = 'lost-library';
}

const isStorageFull = (error: unknown): boolean => codeOf(error) === 'disk-full';

/**
 * Writes the archives of users in the background, one at a time. An attempt that ends early leaves nothing that could be
 * offered: a key appears in the artifact store only with all its bytes, and only a stored `ready` names it.
 */
export class ExportRunner implements BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(private readonly ports: ExportRunnerPorts) {}

  /** Works on the exports that nobody works on, one after the other. Never rejects. */
  resume(): Promise<void> {
    this.#running ??= this.#runAll()
      .catch(this.ports.onProblem)
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Removes archives of exports that no longer exist. Returns their number. */
  async removeOrphans(signal: AbortSignal): Promise<number> {
    const removed = await this.ports.store.removeExpired();
    let ids = new Set<string>();
    const flush = async (): Promise<void> => {
      signal.throwIfAborted();
      const existing = await this.ports.store.existing([...ids]);
      for (const id of ids) if (!existing.has(id)) await this.ports.artifacts.removePrefix(prefixOf(id));
      ids = new Set();
    };
    for await (const { key } of this.ports.artifacts.list(EXPORTS_PREFIX)) {
      ids.add(idOfKey(key));
      if (ids.size >= ORPHANS_AT_ONCE) await flush();
    }
    if (ids.size > 0) await flush();
    return removed;
  }

  async #runAll(): Promise<void> {
    for (const id of await this.ports.store.unclaimed()) {
      if (this.#stop.signal.aborted) return;
      const claim = await this.ports.store.claim(id, LEASE_MS);
      if (claim !== undefined) await this.#attempt(claim);
    }
  }

  async #attempt(claim: ExportClaim): Promise<void> {
    const { store, onProblem } = this.ports;
    // Attempts that ended with a crash have reported nothing.
    if (claim.attempt > MAX_ATTEMPTS) return store.fail(claim, 'repeated-failure');
    let progress: ExportProgress = { items: 0, totalItems: claim.export.totalItems, bytes: 0 };
    const renew = (): Promise<boolean> => store.renew(claim, progress, LEASE_MS);
    await holdLease({ leaseMs: LEASE_MS, everyMs: HEARTBEAT_MS, renew, onProblem }, async ({ lost }) => {
      try {
        await this.#write(claim, AbortSignal.any([this.#stop.signal, lost]), (news) => {
          progress = { ...progress, ...news };
          return progress;
        });
      } catch (error) {
        await this.#handleFailure(claim, error);
      }
    });
  }

  async #write(
    claim: ExportClaim,
    signal: AbortSignal,
    report: (news: Partial<ExportProgress>) => ExportProgress,
  ): Promise<void> {
    const { store, artifacts, failpoint, now } = this.ports;
    // An earlier attempt may have stored its archive and ended before it could offer it.
    await artifacts.removePrefix(prefixOf(claim.export.id));
    const workspace = await artifacts.workspace('export');
    const failed = new AbortController();
    try {
      const { ZipFile } = await loadZipLibrary();
      const zip = new ZipFile();
      let bytes = 0;
      const counted = new Transform({
        transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
          bytes += chunk.length;
          report({ bytes });
          done(null, chunk);
        },
      });
      // The store reports it, unless it has stopped reading.
      counted.on('error', () => undefined);
      zip.on('error', (error: Error) => {
        counted.destroy(error);
      });
      const stored = artifacts.put(keyOf(claim), zip.outputStream.pipe(counted), { signal });
      stored.catch((error: unknown) => {
        failed.abort(error);
      });
      const all = AbortSignal.any([signal, failed.signal]);
      const archive = new ArchiveWriter(zip, workspace.dir, all);
      const libraries = await writeArchive(this.ports, archive, {
        userId: claim.export.userId,
        at: now().toISOString(),
        onProgress: async (news) => {
          all.throwIfAborted();
          const progress = report(news);
          if (progress.items === 0) await store.renew(claim, progress, LEASE_MS);
          await failpoint('gateway.export-item', String(progress.items));
        },
      }).catch(async (error: unknown) => {
        const cause: unknown = all.aborted ? all.reason : error;
        counted.destroy(error instanceof Error ? error : new Error(String(error)));
        await stored.catch(() => undefined);
        throw cause;
      });
      const { size, sha256 } = await stored;
      await failpoint('gateway.export-stored');
      if (!(await isOwnerOfAll(this.ports.users, claim.export.userId, libraries)))
        throw new LostLibraryError('the user no longer owns a library of the archive');
      const progress = report({});
      if (!(await store.finish(claim, { key: keyOf(claim), size, sha256 }, progress))) await artifacts.remove(keyOf(claim));
    } finally {
      await workspace.dispose();
    }
  }

  async #handleFailure(claim: ExportClaim, error: unknown): Promise<void> {
    const { store, onProblem } = this.ports;
    if (kindOf(error) === 'lost-claim') return;
    // The next attempt leaves the lost library out.
    if (this.#stop.signal.aborted || kindOf(error) === 'lost-library') return store.release(claim, 'stop');
    onProblem(error);
    if (isStorageFull(error)) await store.fail(claim, 'storage-full');
    else if (isOutage(error)) await store.release(claim, 'outage');
    else if (claim.attempt >= MAX_ATTEMPTS) await store.fail(claim, 'repeated-failure');
    else await store.release(claim, 'failure');
  }
}
