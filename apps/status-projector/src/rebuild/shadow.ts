import { kindOf } from '@throughline/contracts';
import { comparePosition, type EventStore, type Position } from '@throughline/event-store';
import type { Pool } from 'pg';
import { Folder } from '../fold/folder.js';
import type { Fold } from '../fold/fold.js';
import { openCheckpoint, readParked } from '../project/checkpoint.js';
import { Session } from '../project/session.js';
import { storedAssets } from '../rows/stored-assets.js';
import { createProjectionIndexes, createProjectionSchema } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { inTransaction, withClient } from '../schema/transaction.js';
import { BatchWriter } from '../write/batch-writer.js';
import { isRefusedValue } from '../write/refused-value.js';
import { dropProjection } from './drop-projection.js';
import { fillPartition, type Filled } from './fill-partition.js';

export const SHADOW_SCHEMA = 'projection_rebuild';

export interface ShadowParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly fold: Fold;
  readonly signal: AbortSignal;
  /** Partitions that are filled at the same time. */
  readonly parallel: number;
  readonly maxEvents: number;
  readonly onProgress?: (events: number) => void;
}

/** A second projection beside the one that is read, folded anew from the start of the log. */
export class Shadow {
  private constructor(
    private readonly parts: ShadowParts,
    readonly incarnation: string,
  ) {}

  static async create(parts: ShadowParts): Promise<Shadow> {
    const { id } = await parts.store.incarnation();
    // What a rebuild left that was killed.
    await dropProjection(parts.pool, SHADOW_SCHEMA);
    await inTransaction(parts.pool, (client) => createProjectionSchema(client, SHADOW_SCHEMA, { indexes: false }));
    return new Shadow(parts, id);
  }

  async fill(): Promise<Filled> {
    const { pool, store, parallel } = this.parts;
    const waiting = Array.from({ length: store.partitions }, (_, partition) => partition);
    const filled: Filled[] = [];
    const stop = new AbortController();
    const work = async (): Promise<void> => {
      for (let partition = waiting.shift(); partition !== undefined; partition = waiting.shift())
        filled.push(await this.#fillPartition(partition, AbortSignal.any([this.parts.signal, stop.signal])));
    };
    // The tables must not be dropped under a partition that is still being filled: all end before the first failure is told.
    const outcomes = await Promise.allSettled(
      Array.from({ length: parallel }, () =>
        work().catch((error: unknown) => {
          stop.abort(error);
          throw error;
        }),
      ),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    await withClient(pool, (client) => createProjectionIndexes(client, SHADOW_SCHEMA));
    const s = identifier(SHADOW_SCHEMA);
    for (const table of ['asset', 'processing_step', 'audit_log']) await pool.query(`analyze ${s}.${table}`);
    return {
      events: filled.reduce((sum, { events }) => sum + events, 0),
      assets: filled.reduce((sum, { assets }) => sum + assets, 0),
    };
  }

  async #fillPartition(partition: number, signal: AbortSignal): Promise<Filled> {
    const { pool, store, fold, onProgress } = this.parts;
    const progress = onProgress === undefined ? {} : { onProgress };
    try {
      return await fillPartition({
        pool,
        schema: SHADOW_SCHEMA,
        store,
        fold,
        partition,
        incarnation: this.incarnation,
        signal,
        ...progress,
      });
    } catch (error) {
      // Nothing of this partition was kept. Catching up from the start finds and parks the asset whose value is refused.
      if (isRefusedValue(error)) return { events: 0, assets: 0 };
      throw error;
    }
  }

  /** Folds a partition on, up to and with a position that the log has reached. */
  async advance(partition: number, upTo: Position, signal = this.parts.signal): Promise<void> {
    const { pool, store, fold, maxEvents } = this.parts;
    // Rows that are ahead of a log which was put back to an older copy are never met: waiting for them would never end.
    if (comparePosition(upTo, (await store.incarnation()).last) > 0) return;
    for (;;) {
      signal.throwIfAborted();
      const { position, generation } = await openCheckpoint(pool, SHADOW_SCHEMA, { partition, incarnation: this.incarnation });
      if (comparePosition(position, upTo) >= 0) return;
      const writer = new BatchWriter({ pool, schema: SHADOW_SCHEMA, fold, partition, generation, isLive: false });
      const folder = new Folder({
        fold,
        store,
        storedAssets: (assetIds) => storedAssets({ pool, schema: SHADOW_SCHEMA, foldVersion: fold.version }, assetIds),
        parked: await readParked(pool, SHADOW_SCHEMA),
        cacheSize: 1_000,
      });
      const session = new Session({
        store,
        folder,
        partition,
        from: position,
        upTo,
        maxEvents,
        write: (batch) => writer.write(batch),
      });
      try {
        await session.run(signal);
      } catch (error) {
        // An asset was parked while writing; what was folded after it starts over.
        if (!isFenced(error)) throw error;
      }
    }
  }

  async position(partition: number): Promise<Position> {
    const { pool } = this.parts;
    return (await openCheckpoint(pool, SHADOW_SCHEMA, { partition, incarnation: this.incarnation })).position;
  }

  async drop(): Promise<void> {
    await dropProjection(this.parts.pool, SHADOW_SCHEMA);
  }
}

const isFenced = (error: unknown): boolean => kindOf(error) === 'fenced';
