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
import { dropProjection } from './drop-projection.js';
import { SHADOW_SCHEMA, Shadow } from './shadow-projection.js';
import { OLD_SCHEMA, swapIn } from './swap-tables.js';

export interface RebuildOptions {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly fold: Fold;
  readonly signal: AbortSignal;
  /** Only compares and reports. Does not swap the tables. */
  readonly dryRun: boolean;
  readonly parallel: number;
  readonly maxEvents: number;
  /** Time to wait for a projector that is behind, so that its partitions can be compared. */
  readonly settleMs: number;
  readonly onPhase?: (phase: RebuildPhase) => void;
  readonly onProgress?: (events: number) => void;
}
export type RebuildPhase = 'folding' | 'comparing' | 'swapping' | 'done';

export interface RebuildReport extends Comparison {
  readonly events: number;
  readonly assets: number;
  readonly swapped: boolean;
  /** True if foreign objects depend on the old tables, which then stay as `projection_old`. */
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
  const { pool, dryRun, signal } = options;
  const started = performance.now();
  if (!(await dropProjection(pool, OLD_SCHEMA))) throw new OldTablesInTheWayError();
  const shadow = await Shadow.create(options);
  try {
    options.onPhase?.('folding');
    const filled = await shadow.fill();
    options.onPhase?.('comparing');
    const comparison = await compareWhenSettled(options, shadow);
    const quarantined = await readQuarantinedAssets(pool, SHADOW_SCHEMA);
    const report = { ...filled, ...comparison, held: quarantined, swapped: !dryRun, oldTablesKept: false };
    if (!dryRun) {
      options.onPhase?.('swapping');
      const { events, assets } = filled;
      await swapIn(pool, shadow, { signal, note: { events, assets, differences: comparison.count } });
    }
    const oldTablesKept = dryRun ? false : !(await dropProjection(pool, OLD_SCHEMA));
    options.onPhase?.('done');
    return { ...report, oldTablesKept, durationMs: Math.round(performance.now() - started) };
  } catch (error) {
    await noteFailure(options, error);
    throw error;
  } finally {
    // Drops the shadow of an aborted rebuild. After a swap there is none.
    await shadow.drop();
  }
}

const SETTLE_STEP_MS = 200;

async function compareWhenSettled({ pool, store, settleMs, signal }: RebuildOptions, shadow: Shadow): Promise<Comparison> {
  const deadline = performance.now() + settleMs;
  for (;;) {
    const comparison = await compareWithStored(pool, shadow, store);
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
