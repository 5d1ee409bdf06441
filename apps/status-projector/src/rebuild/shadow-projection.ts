import { comparePosition, type EventStore, type Position } from '@throughline/event-store';
import type { Pool } from 'pg';
import type { Fold } from '../fold/fold.js';
import { openCheckpoint, readCheckpoints } from '../write/checkpoint.js';
import { allEnded } from '../schema/all-ended.js';
import { OLD_SCHEMA, createProjectionKeys, createProjectionSchema, prepareTables } from '../schema/migrate.js';
import { findMissingMigrations, identifier } from '../schema/migration.js';
import { projectionIndexes, projectionMigrations } from '../schema/projection-schema.js';
import { inTransaction } from '../schema/transaction.js';
import { dropProjection } from './drop-projection.js';
import { findPreviousTables } from './previous-tables.js';
import { followPartition } from './follow-partition.js';
import type { Filler, OpenFillers } from './filler.js';

export const SHADOW_SCHEMA = 'projection_rebuild';

/** The lock of the rebuild, a transaction on each side, and what brings the new tables up to the stored ones. */
const COMPARING_CONNECTIONS = 4;

export interface ShadowParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly fold: Fold;
  readonly signal: AbortSignal;
  readonly maxEvents: number;
  readonly onProgress?: (events: number) => void;
  /** Opens fillers outside this thread. If there are none, this thread fills. */
  readonly openFillers?: OpenFillers;
}

export interface FillResult {
  readonly events: number;
  readonly assets: number;
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

  /** Folds all commits that are stored when it starts. */
  async fill(): Promise<FillResult> {
    const { pool, store } = this.parts;
    await createProjectionKeys(pool, SHADOW_SCHEMA);
    const waiting = Array.from({ length: store.partitions }, (_, partition) => partition);
    const stop = new AbortController();
    const signal = AbortSignal.any([this.parts.signal, stop.signal]);
    const work = async (filler: Filler): Promise<void> => {
      try {
        for (let partition = waiting.shift(); partition !== undefined; partition = waiting.shift())
          await filler.fill(partition, signal);
      } catch (error) {
        stop.abort(error);
        throw error;
      } finally {
        await filler.close();
      }
    };
    await allEnded(this.#openFillers().map(work));
    return this.#count();
  }

  async #count(): Promise<FillResult> {
    const s = identifier(SHADOW_SCHEMA);
    const { rows } = await this.parts.pool.query<FillResult>(
      `select (select count(*) from ${s}.audit_log)::integer as events, (select count(*) from ${s}.asset)::integer as assets`,
    );
    return rows[0] ?? { events: 0, assets: 0 };
  }

  #openFillers(): readonly Filler[] {
    const { pool, store, fold, maxEvents, openFillers, onProgress = () => undefined } = this.parts;
    const parts = { schema: SHADOW_SCHEMA, incarnation: this.incarnation, maxEvents, onProgress };
    const opened = openFillers?.(parts) ?? [];
    if (opened.length > 0) return opened;
    // One is enough: while it writes a batch, it folds the next one.
    return [
      {
        fill: (partition, signal) => followPartition({ ...parts, pool, store, fold, partition, signal }),
        close: () => Promise.resolve(),
      },
    ];
  }

  /** Adds what readers of the tables need, while the tables are compared. */
  async prepareForReaders(): Promise<void> {
    const { pool } = this.parts;
    await prepareTables(pool, this.schema, Math.max(1, pool.options.max - COMPARING_CONNECTIONS));
  }

  /** Folds a partition up to and including `upTo`. */
  async advance(partition: number, upTo: Position, signal = this.parts.signal): Promise<void> {
    const { incarnation, schema } = this;
    // A restored, older log never reaches the position of newer rows, so waiting for it would never end.
    if (comparePosition(upTo, (await this.parts.store.incarnation()).last) > 0) return;
    const { pool, store, fold, maxEvents } = this.parts;
    await followPartition({ pool, store, fold, signal, maxEvents, schema, incarnation, partition }, upTo);
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
