import { GATHER_MS, computeBackoff, pause } from '@throughline/contracts';
import { requireContinuity, type EventStore } from '@throughline/event-store';
import type { Pool } from 'pg';
import { Folder } from './folder.js';
import type { Fold } from '../fold/fold.js';
import type { Reloader } from '../reload/reloader.js';
import { readStoredAssets } from '../rows/stored-assets.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { BatchWriter } from '../write/batch-writer.js';
import type { Batch } from '../write/batch.js';
import { openCheckpoint, readCheckpoints, readQuarantinedIds } from '../write/checkpoint.js';
import type { PartitionLocks } from './partition-locks.js';
import { getStatusAfterError, type PartitionStatus } from './partition-status.js';
import { traceProjection } from './projection-span.js';
import { Session } from './session.js';
import type { ProjectorLog } from '../write/projector-log.js';

export interface ProjectionParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly fold: Fold;
  readonly maxEvents: number;
  readonly cacheSize: number;
  readonly log: ProjectorLog;
  readonly onWritten: (batch: Batch) => Promise<void>;
  /** Called inside the transaction, just before the commit. */
  readonly beforeCommit?: () => Promise<void>;
}

const BACKOFF = { firstMs: 100, longestMs: 5_000 };

/** Keeps one partition projected, starting over from the checkpoint after each failure. */
export class PartitionProjector {
  #failures = 0;
  #status: PartitionStatus = { state: 'starting' };

  constructor(
    private readonly partition: number,
    private readonly parts: ProjectionParts,
    private readonly locks: Pick<PartitionLocks, 'acquire' | 'release'>,
    private readonly reloader: Pick<Reloader, 'reload'>,
  ) {}

  get status(): PartitionStatus {
    return this.#status;
  }

  /** Resolves after the signal fires, when all folded commits are written. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#session(signal);
      } catch (error) {
        await this.#failed(error, signal);
      }
    }
    this.#status = { state: 'ended' };
  }

  async #session(signal: AbortSignal): Promise<void> {
    const { parts, partition } = this;
    const isOurs = await this.locks.acquire(partition, signal, () => {
      this.#status = { state: 'standby' };
    });
    if (!isOurs) return;
    const { id: incarnation } = await parts.store.incarnation();
    const checkpoint = await openCheckpoint(parts.pool, PROJECTION_SCHEMA, { partition, incarnation });
    // A restored log shows up only in partitions with lost commits, so the checkpoints of all partitions are verified.
    for (const each of await readCheckpoints(parts.pool, PROJECTION_SCHEMA)) await requireContinuity(parts.store, each);
    const writer = new BatchWriter({
      ...parts,
      schema: PROJECTION_SCHEMA,
      partition,
      generation: checkpoint.generation,
      isLive: true,
    });
    this.#status = { state: 'catching-up' };
    const session = new Session({
      store: parts.store,
      folder: await this.#folder(),
      partition,
      from: checkpoint.position,
      maxEvents: parts.maxEvents,
      gatherMs: GATHER_MS,
      write: (batch) => traceProjection(batch, partition, () => writer.write(batch)),
      onWritten: async (batch) => {
        this.#failures = 0;
        await parts.onWritten(batch);
      },
      onCaughtUp: () => {
        this.#status = { state: 'live' };
      },
    });
    // With the lock held, no older projector writes rows of this partition, so the reloader can replace all old ones.
    await runTogether(signal, [(stop) => session.run(stop), (stop) => this.reloader.reload(partition, stop)]);
  }

  async #folder(): Promise<Folder> {
    const { pool, fold, store, cacheSize } = this.parts;
    return new Folder({
      fold,
      store,
      storedAssets: (assetIds) => readStoredAssets({ pool, schema: PROJECTION_SCHEMA, foldVersion: fold.version }, assetIds),
      parked: await readQuarantinedIds(pool, PROJECTION_SCHEMA),
      cacheSize,
    });
  }

  async #failed(error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const before = this.#status;
    this.#status = getStatusAfterError(error);
    const { partition } = this;
    if (this.#status.state === 'starting') {
      this.parts.log.info({ partition }, 'the checkpoint has moved, restarting from it');
      return;
    }
    if (before.state !== this.#status.state) this.parts.log.warn({ partition, err: error }, 'the projection is waiting');
    // Another projector may succeed: it may be newer or reach a dependency that this one cannot.
    await this.locks.release(partition).catch(() => undefined);
    this.#failures += 1;
    await pause(computeBackoff(BACKOFF, this.#failures), signal);
  }
}

/** Runs all functions at once. The first failure stops the others; it is thrown when all have ended. */
async function runTogether(signal: AbortSignal, works: readonly ((signal: AbortSignal) => Promise<void>)[]): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let failure: { readonly error: unknown } | undefined;
  await Promise.all(
    works.map((work) =>
      work(either).catch((error: unknown) => {
        failure ??= { error };
        stop.abort();
      }),
    ),
  );
  if (failure !== undefined) throw failure.error;
}
