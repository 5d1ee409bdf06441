import { requireContinuity, type EventStore } from '@throughline/event-store';
import type { Pool } from 'pg';
import { Folder } from '../fold/folder.js';
import type { Fold } from '../fold/fold.js';
import type { Reloader } from '../reload/reloader.js';
import { storedAssets } from '../rows/stored-assets.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { BatchWriter } from '../write/batch-writer.js';
import type { Batch } from '../write/batch.js';
import { openCheckpoint, readCheckpoints, readParked } from './checkpoint.js';
import type { PartitionLocks } from './partition-locks.js';
import { statusAfter, type PartitionStatus } from './partition-status.js';
import { pause } from './pause.js';
import { projecting } from './projection-span.js';
import { Session } from './session.js';
import type { ProjectorLog } from './projector-log.js';
import { together } from './together.js';

export interface ProjectionParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly fold: Fold;
  readonly maxEvents: number;
  readonly cacheSize: number;
  readonly log: ProjectorLog;
  /** After the rows are written. */
  readonly onWritten: (batch: Batch) => Promise<void>;
  /** In the transaction, when everything but the commit is done. */
  readonly beforeCommit?: () => Promise<void>;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** Keeps one partition projected: from the checkpoint on, again and again, whatever goes away in between. */
export class PartitionProjector {
  #wait = FIRST_WAIT_MS;
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

  /** Resolves when the signal fires, with everything written that was folded. */
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
    // A log that was put back for one partition is not to be trusted for any: some may hold nothing that would show it.
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
      write: (batch) => projecting(batch, partition, () => writer.write(batch)),
      onWritten: async (batch) => {
        this.#wait = FIRST_WAIT_MS;
        await parts.onWritten(batch);
      },
      onCaughtUp: () => {
        this.#status = { state: 'live' };
      },
    });
    // Now that the partition is ours nobody makes older rows any more.
    await together(signal, [(stop) => session.run(stop), (stop) => this.reloader.reload(partition, stop)]);
  }

  async #folder(): Promise<Folder> {
    const { pool, fold, store, cacheSize } = this.parts;
    return new Folder({
      fold,
      store,
      storedAssets: (assetIds) => storedAssets({ pool, schema: PROJECTION_SCHEMA, foldVersion: fold.version }, assetIds),
      parked: await readParked(pool, PROJECTION_SCHEMA),
      cacheSize,
    });
  }

  async #failed(error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const before = this.#status;
    this.#status = statusAfter(error);
    const { partition } = this;
    if (this.#status.state === 'starting') {
      this.parts.log.info({ partition }, 'the checkpoint has moved; starting over from it');
      return;
    }
    if (before.state !== this.#status.state) this.parts.log.warn({ partition, err: error }, 'the projection waits');
    // Another projector may be able to: it may be newer, or see what we do not.
    await this.locks.release(partition).catch(() => undefined);
    await pause(this.#wait, signal);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }
}
