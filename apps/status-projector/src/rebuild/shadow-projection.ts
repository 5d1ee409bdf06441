import { kindOf } from '@throughline/contracts';
import { comparePosition, type EventStore, type Position } from '@throughline/event-store';
import type { Pool } from 'pg';
import { Folder } from '../project/folder.js';
import type { Fold } from '../fold/fold.js';
import { openCheckpoint, readCheckpoints, readQuarantinedIds } from '../write/checkpoint.js';
import { Session } from '../project/session.js';
import { readStoredAssets } from '../rows/stored-assets.js';
import { OLD_SCHEMA, createProjectionIndexes, createProjectionSchema } from '../schema/migrate.js';
import { findMissingMigrations, identifier } from '../schema/migration.js';
import { projectionIndexes, projectionMigrations } from '../schema/projection-schema.js';
import { inTransaction, withClient } from '../schema/transaction.js';
import { BatchWriter } from '../write/batch-writer.js';
import { isRefusedValue } from '../write/refused-value.js';
import { dropProjection } from './drop-projection.js';
import { findPreviousTables } from './previous-tables.js';
import { fillPartition, type FillResult } from './fill-partition.js';

export const SHADOW_SCHEMA = 'projection_rebuild';

export interface ShadowParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly fold: Fold;
  readonly signal: AbortSignal;
  readonly parallel: number;
  readonly maxEvents: number;
  readonly onProgress?: (events: number) => void;
}

/** A second projection next to the live one, folded from the start of the log. */
export class Shadow {
  private constructor(
    private readonly parts: ShadowParts,
    readonly incarnation: string,
    readonly schema: string,
  ) {}

  static async create(parts: ShadowParts): Promise<Shadow> {
    const { id } = await parts.store.incarnation();
    // A killed rebuild may have left its tables.
    await dropProjection(parts.pool, SHADOW_SCHEMA);
    await inTransaction(parts.pool, (client) => createProjectionSchema(client, SHADOW_SCHEMA, { indexes: false }));
    return new Shadow(parts, id, SHADOW_SCHEMA);
  }

  /** Continues the tables that an earlier rebuild has replaced. */
  static async ofPrevious(parts: ShadowParts): Promise<Shadow> {
    const { id } = await parts.store.incarnation();
    await requireUsable(parts.pool, id);
    return new Shadow(parts, id, OLD_SCHEMA);
  }

  async fill(): Promise<FillResult> {
    const { pool, store, parallel } = this.parts;
    const waiting = Array.from({ length: store.partitions }, (_, partition) => partition);
    const filled: FillResult[] = [];
    const stop = new AbortController();
    const work = async (): Promise<void> => {
      for (let partition = waiting.shift(); partition !== undefined; partition = waiting.shift())
        filled.push(await this.#fillPartition(partition, AbortSignal.any([this.parts.signal, stop.signal])));
    };
    // Waits for all partitions before throwing, because the tables must not be dropped while a partition is still being filled.
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

  async #fillPartition(partition: number, signal: AbortSignal): Promise<FillResult> {
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
      // The failed transaction kept nothing. `advance` folds the partition from the start and quarantines the asset with the
      // refused value.
      if (isRefusedValue(error)) return { events: 0, assets: 0 };
      throw error;
    }
  }

  /** Folds a partition up to and including `upTo`. */
  async advance(partition: number, upTo: Position, signal = this.parts.signal): Promise<void> {
    const { pool, store, fold, maxEvents } = this.parts;
    // A restored, older log never reaches the position of newer rows, so waiting for it would never end.
    if (comparePosition(upTo, (await store.incarnation()).last) > 0) return;
    for (;;) {
      signal.throwIfAborted();
      const { position, generation } = await openCheckpoint(pool, this.schema, { partition, incarnation: this.incarnation });
      if (comparePosition(position, upTo) >= 0) return;
      const writer = new BatchWriter({ pool, schema: this.schema, fold, partition, generation, isLive: false });
      const folder = new Folder({
        fold,
        store,
        storedAssets: (assetIds) => readStoredAssets({ pool, schema: this.schema, foldVersion: fold.version }, assetIds),
        parked: await readQuarantinedIds(pool, this.schema),
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
        // An asset was quarantined during the write. Batches folded after it are discarded and folded again.
        if (!isFenced(error)) throw error;
      }
    }
  }

  async position(partition: number): Promise<Position> {
    const { pool } = this.parts;
    return (await openCheckpoint(pool, this.schema, { partition, incarnation: this.incarnation })).position;
  }

  async drop(): Promise<void> {
    await dropProjection(this.parts.pool, this.schema);
  }
}

export class UndoRefusedError extends Error {
  readonly kind = 'no-way-back';
  constructor(reason: string) {
    super(`A return to the previous tables is impossible: ${reason}. \`rebuild\` builds the tables from the log at any time`);
    this.name = 'UndoRefusedError';
  }
}

/** Throws unless this release can fold on from the previous tables. */
async function requireUsable(pool: Pool, incarnation: string): Promise<void> {
  if ((await findPreviousTables(pool)) === undefined) throw new UndoRefusedError('no rebuild has left any');
  const migrations = [...projectionMigrations(OLD_SCHEMA), ...projectionIndexes(OLD_SCHEMA)];
  const missing = await findMissingMigrations(pool, OLD_SCHEMA, migrations);
  if (missing.length > 0) throw new UndoRefusedError('they are from before an upgrade');
  const checkpoints = await readCheckpoints(pool, OLD_SCHEMA);
  if (checkpoints.some((checkpoint) => checkpoint.incarnation !== incarnation))
    throw new UndoRefusedError('they come from another log');
}

const isFenced = (error: unknown): boolean => kindOf(error) === 'fenced';
