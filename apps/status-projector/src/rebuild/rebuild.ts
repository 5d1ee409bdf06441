import { pause } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import type { Pool, PoolClient } from 'pg';
import type { Fold } from '../fold/fold.js';
import { readQuarantinedAssets, type QuarantinedAsset } from '../quarantine/quarantined-assets.js';
import { LOCK_CLASS, LOCKS } from '../schema/locks.js';
import { identifier } from '../schema/migration.js';
import { OPS_SCHEMA } from '../schema/ops-schema.js';
import { withClient } from '../schema/transaction.js';
import { compareWithStored, type Comparison } from './compare.js';
import { OLD_SCHEMA } from '../schema/migrate.js';
import { dropProjection, isDroppable } from './drop-projection.js';
import { KEEP_OLD_DAYS, dropExpiredTables } from './previous-tables.js';
import type { FillResult } from './fill-partition.js';
import { UndoRefusedError, Shadow } from './shadow-projection.js';
import { swapIn } from './swap-tables.js';

export interface RebuildOptions {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly fold: Fold;
  readonly signal: AbortSignal;
  /** Only compares and reports. Does not swap the tables. */
  readonly dryRun: boolean;
  /** Returns to the tables that the last rebuild has replaced, instead of building new ones. */
  readonly undo?: boolean;
  /** Days to keep the tables that a rebuild replaces. */
  readonly keepOldDays?: number;
  readonly parallel: number;
  readonly maxEvents: number;
  /** Time to wait for a projector that is behind, so that its partitions can be compared. */
  readonly settleMs: number;
  /** Receives the asset of each difference, once or several times. */
  readonly onDifferent?: (assetId: string) => unknown;
  /** Receives the comparison before the tables are swapped. */
  readonly onCompared?: (comparison: Comparison) => void;
  readonly onPhase?: (phase: RebuildPhase) => void;
  readonly onProgress?: (events: number) => void;
  readonly at?: (point: RebuildPoint) => Promise<void>;
}
/** Points where a test stops or kills a rebuild. */
export type RebuildPoint = 'filled' | 'compared' | 'old-dropped' | 'before-commit' | 'swapped';
export type RebuildPhase = 'folding' | 'comparing' | 'swapping' | 'done';

export interface RebuildReport extends Comparison {
  readonly events: number;
  readonly assets: number;
  readonly swapped: boolean;
  /** True if foreign objects depend on the old tables, which then cannot be dropped. */
  readonly oldTablesKept: boolean;
  readonly durationMs: number;
  /** Quarantined assets. They are compared up to the commit before the fault. */
  readonly held: readonly QuarantinedAsset[];
}

export class RebuildRunningError extends Error {
  readonly kind = 'rebuild-running';
  constructor() {
    super('Another rebuild or verification is running on this database; wait for its end');
    this.name = 'RebuildRunningError';
  }
}

export class OldTablesInTheWayError extends Error {
  readonly kind = 'old-tables-in-the-way';
  constructor() {
    super(
      `Schema ${OLD_SCHEMA} is left from an earlier rebuild and something depends on it; drop what depends on it, then the schema`,
    );
    this.name = 'OldTablesInTheWayError';
  }
}

/**
 * Folds all rows from the log, reports the differences, and swaps the new tables in. The stored tables stay untouched until
 * then, so an abort changes nothing.
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildReport> {
  return withClient(options.pool, async (client) => {
    await lockRebuilds(client);
    try {
      return await rebuildUnderLock(options);
    } finally {
      await client.query('select pg_advisory_unlock($1, $2)', [LOCK_CLASS, LOCKS.rebuild]);
    }
  });
}

/** Compares all stored rows with the log. Changes nothing. */
export const verify = (options: Omit<RebuildOptions, 'dryRun'>): Promise<RebuildReport> => rebuild({ ...options, dryRun: true });

async function lockRebuilds(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, $2) as locked', [
    LOCK_CLASS,
    LOCKS.rebuild,
  ]);
  if (rows[0]?.locked !== true) throw new RebuildRunningError();
}

async function rebuildUnderLock(options: RebuildOptions): Promise<RebuildReport> {
  const { pool, dryRun } = options;
  const started = performance.now();
  const shadow = await openShadow(options);
  try {
    const filled = await fill(options, shadow);
    const comparison = await compare(options, shadow);
    const held = await readQuarantinedAssets(pool, shadow.schema);
    const oldTablesKept = !dryRun && (await swap(options, shadow, { ...filled, differences: comparison.count }));
    options.onPhase?.('done');
    const durationMs = Math.round(performance.now() - started);
    return { ...filled, ...comparison, held, swapped: !dryRun, oldTablesKept, durationMs };
  } catch (error) {
    await noteFailure(options, error);
    throw error;
  } finally {
    // Drops the shadow of an aborted rebuild. After a swap there is none.
    if (options.undo !== true) await shadow.drop();
  }
}

async function openShadow(options: RebuildOptions): Promise<Shadow> {
  if (options.undo === true) return Shadow.ofPrevious(options);
  await requireRoomForOld(options);
  return Shadow.create(options);
}

async function fill({ undo, onPhase, at }: RebuildOptions, shadow: Shadow): Promise<FillResult> {
  onPhase?.('folding');
  const filled = undo === true ? { events: 0, assets: 0 } : await shadow.fill();
  await at?.('filled');
  return filled;
}

async function compare(options: RebuildOptions, shadow: Shadow): Promise<Comparison> {
  options.onPhase?.('comparing');
  const comparison = await compareWhenSettled(options, shadow);
  options.onCompared?.(comparison);
  await options.at?.('compared');
  if (options.undo === true) requireCompared(comparison);
  return comparison;
}

/** The previous tables stay until the new ones are complete: after an aborted rebuild, an undo is still possible. */
async function requireRoomForOld({ pool, dryRun, keepOldDays = KEEP_OLD_DAYS }: RebuildOptions): Promise<void> {
  if (!(await dropExpiredTables(pool, keepOldDays)) || (!dryRun && !(await isDroppable(pool, OLD_SCHEMA))))
    throw new OldTablesInTheWayError();
}

/** Returns true if foreign objects depend on the replaced tables. */
async function swap(options: RebuildOptions, shadow: Shadow, note: object): Promise<boolean> {
  const { pool, signal, onPhase, at = () => Promise.resolve(), keepOldDays = KEEP_OLD_DAYS } = options;
  onPhase?.('swapping');
  signal.throwIfAborted();
  if (options.undo !== true && !(await dropProjection(pool, OLD_SCHEMA))) throw new OldTablesInTheWayError();
  await at('old-dropped');
  await swapIn(pool, shadow, { signal, note, beforeCommit: () => at('before-commit') });
  await at('swapped');
  const isKept = !(await isDroppable(pool, OLD_SCHEMA));
  await dropExpiredTables(pool, keepOldDays);
  return isKept;
}

/** An undo without a comparison could bring back wrong rows unnoticed. */
function requireCompared({ notCompared }: Comparison): void {
  if (notCompared.length > 0)
    throw new UndoRefusedError(`partitions ${notCompared.join(', ')} cannot be brought to the position of the present ones`);
}

const SETTLE_STEP_MS = 200;

async function compareWhenSettled(options: RebuildOptions, shadow: Shadow): Promise<Comparison> {
  const { pool, store, settleMs, signal, onDifferent } = options;
  const deadline = performance.now() + settleMs;
  for (;;) {
    const comparison = await compareWithStored({ pool, store, onDifferent }, shadow);
    if (comparison.notCompared.length === 0 || performance.now() >= deadline) return comparison;
    await pause(SETTLE_STEP_MS, signal);
    signal.throwIfAborted();
  }
}

async function noteFailure({ pool, dryRun, signal }: RebuildOptions, error: unknown): Promise<void> {
  const detail = { dryRun, aborted: signal.aborted, error: error instanceof Error ? error.name : 'unknown' };
  await pool
    .query(`insert into ${identifier(OPS_SCHEMA)}.ops_log (kind, detail) values ('rebuild-failed', $1)`, [detail])
    // The caller must see the original failure.
    .catch(() => undefined);
}
