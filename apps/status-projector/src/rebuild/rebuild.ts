import { pause, retry } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import type { Pool } from 'pg';
import type { Fold } from '../fold/fold.js';
import { readQuarantinedAssets, type QuarantinedAsset } from '../quarantine/quarantined-assets.js';
import { OLD_SCHEMA, PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { allEnded } from '../schema/all-ended.js';
import { OPS_SCHEMA } from '../schema/ops-schema.js';
import { compareWithStored, type Comparison } from './compare.js';
import { dropProjection, isDroppable, isInUse } from './drop-projection.js';
import { KEEP_OLD_DAYS, dropExpiredTables } from './previous-tables.js';
import type { OpenFillers } from './filler.js';
import { forgetEnded } from './forget-ended.js';
import { withRebuildLock } from './rebuild-lock.js';
import { Shadow, UndoRefusedError, type FillResult } from './shadow-projection.js';
import { swapIn } from './swap-tables.js';

export interface RebuildOptions {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly fold: Fold;
  readonly signal: AbortSignal;
  /** Only compares and reports. Does not swap the tables. */
  readonly dryRun: boolean;
  /** Compares only the items of this library. Needs `dryRun`, because tables are replaced as a whole. */
  readonly library?: string;
  /** Returns to the tables that the last rebuild has replaced, instead of building new ones. */
  readonly undo?: boolean;
  /** Allows an undo of an undo. */
  readonly again?: boolean;
  /** Days to keep the tables that a rebuild replaces. */
  readonly keepOldDays?: number;
  readonly openFillers?: OpenFillers;
  readonly maxEvents: number;
  /** Time to wait for a projector that is behind, so that its partitions can be compared. */
  readonly settleMs: number;
  /** Receives the asset of each difference, once or several times. */
  readonly onDifferent?: (assetId: string) => unknown;
  /** Receives the comparison before the tables are swapped. */
  readonly onCompared?: (comparison: Comparison) => void;
  readonly onPhase?: (phase: RebuildPhase) => void;
  /** Receives what failed after the swap, which stays. */
  readonly onWarning?: (text: string) => void;
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

export class OldTablesInTheWayError extends Error {
  readonly kind = 'old-tables-in-the-way';
  constructor() {
    super(
      `Schema ${OLD_SCHEMA} is left from an earlier rebuild and something depends on it; drop what depends on it, then the schema`,
    );
    this.name = 'OldTablesInTheWayError';
  }
}

export class AlreadyUndoneError extends Error {
  readonly kind = 'already-undone';
  constructor() {
    super('The last rebuild is undone already. Add --again to return to the tables that the undo has replaced');
    this.name = 'AlreadyUndoneError';
  }
}

/**
 * Folds all rows from the log, reports the differences, and swaps the new tables in. The stored tables stay untouched until
 * then, so an abort changes nothing.
 */
export const rebuild = (options: RebuildOptions): Promise<RebuildReport> =>
  withRebuildLock(options.pool, () => rebuildUnderLock(options));

/** Compares all stored rows with the log. Changes nothing. */
export const verify = (options: Omit<RebuildOptions, 'dryRun'>): Promise<RebuildReport> => rebuild({ ...options, dryRun: true });

async function rebuildUnderLock(options: RebuildOptions): Promise<RebuildReport> {
  const { pool, dryRun } = options;
  const started = performance.now();
  const shadow = await openShadow(options);
  try {
    const filled = await fill(options, shadow);
    const comparison = await compareAndPrepare(options, shadow);
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
    // The fold of an undo that did not swap may have written texts that are erased in the present tables.
    else await forgetEnded(pool, OLD_SCHEMA, PROJECTION_SCHEMA).catch((error: unknown) => noteFailure(options, error));
  }
}

async function openShadow(options: RebuildOptions): Promise<Shadow> {
  if (options.undo === true) {
    if (options.again !== true && (await isUndone(options.pool))) throw new AlreadyUndoneError();
    return Shadow.ofPrevious(options);
  }
  await requireRoomForOld(options);
  return Shadow.create(options);
}

async function fill({ undo, onPhase, at }: RebuildOptions, shadow: Shadow): Promise<FillResult> {
  onPhase?.('folding');
  const filled = undo === true ? { events: 0, assets: 0 } : await shadow.fill();
  await at?.('filled');
  return filled;
}

/** Tables that are only compared need no indexes, and those of an undo have them. */
async function compareAndPrepare(options: RebuildOptions, shadow: Shadow): Promise<Comparison> {
  const isNew = !options.dryRun && options.undo !== true;
  const comparison = compare(options, shadow);
  await allEnded<unknown>(isNew ? [comparison, shadow.prepareForReaders()] : [comparison]);
  return comparison;
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
  const { pool, signal, onPhase, at = () => Promise.resolve() } = options;
  onPhase?.('swapping');
  signal.throwIfAborted();
  if (options.undo !== true) await dropPrevious(options);
  await at('old-dropped');
  await swapIn(pool, shadow, { signal, note, beforeCommit: () => at('before-commit') });
  await at('swapped');
  return tidy(options);
}

const IN_USE_BACKOFF = { firstMs: 1_000, longestMs: 5_000 };

/** Waits for readers of the previous tables, without blocking the projector meanwhile. */
async function dropPrevious({ pool, signal }: RebuildOptions): Promise<void> {
  const drop = (): Promise<boolean> => dropProjection(pool, OLD_SCHEMA);
  if (!(await retry(drop, { backoff: IN_USE_BACKOFF, signal, shouldRetry: isInUse }))) throw new OldTablesInTheWayError();
}

/** The swap stays, so what fails here must not look like a failed rebuild: somebody would repeat it. */
async function tidy({ pool, keepOldDays = KEEP_OLD_DAYS, onWarning }: RebuildOptions): Promise<boolean> {
  try {
    const isKept = !(await isDroppable(pool, OLD_SCHEMA));
    await dropExpiredTables(pool, keepOldDays);
    return isKept;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    onWarning?.(`The tables are swapped. The replaced ones could not be checked: ${reason}`);
    return false;
  }
}

/** Returns true if the last swap was an undo. A repeated undo, for example after a crash, would take it back. */
async function isUndone(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ kind: string }>(
    `select kind from ${identifier(OPS_SCHEMA)}.ops_log where kind in ('rebuilt', 'rebuild-undone') order by id desc limit 1`,
  );
  return rows[0]?.kind === 'rebuild-undone';
}

/** An undo without a comparison could bring back wrong rows unnoticed. */
function requireCompared({ notCompared }: Comparison): void {
  if (notCompared.length > 0)
    throw new UndoRefusedError(`partitions ${notCompared.join(', ')} cannot be brought to the position of the present ones`);
}

const SETTLE_STEP_MS = 200;

async function compareWhenSettled(options: RebuildOptions, shadow: Shadow): Promise<Comparison> {
  const { pool, store, library, settleMs, signal, onDifferent } = options;
  const deadline = performance.now() + settleMs;
  for (;;) {
    const comparison = await compareWithStored({ pool, store, library, onDifferent }, shadow);
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
