import type { Command } from '@throughline/domain';
import { AssetCommands, AssetImports, QuarantineCommands } from '@throughline/engine';
import type { AssetLog, CommandMeta, CommandOutcome, LoadedAsset } from '@throughline/engine';
import { parsePosition, RestoredLogError, verifyContinuity, type Checkpoint, type EventStore } from '@throughline/event-store';
import type { Pool } from 'pg';
import { isMissingTable } from '../../kit/database/missing-table.js';

/** Refuses commands while the log cannot be trusted. Reads are still served. */
export class GuardedCommands extends AssetCommands {
  constructor(
    store: AssetLog,
    private readonly guard: Pick<LogGuard, 'require'>,
  ) {
    super(store);
  }

  override async execute(assetId: string, command: Command, meta: CommandMeta, hint?: LoadedAsset): Promise<CommandOutcome> {
    this.guard.require();
    return super.execute(assetId, command, meta, hint);
  }
}

/** Guards commands on quarantined items in the same way. */
export const createGuardedActs = (
  { append, messages }: Pick<EventStore, 'append' | 'messages'>,
  guard: Pick<LogGuard, 'require'>,
): QuarantineCommands =>
  new QuarantineCommands({
    messages,
    append: (...commit) => {
      guard.require();
      return append(...commit);
    },
  });

/** Guards imports in the same way. Items arrive in their library as by a registration. */
export const createGuardedImports = (
  log: AssetLog,
  { incarnation }: Pick<EventStore, 'incarnation'>,
  guard: Pick<LogGuard, 'require'>,
): AssetImports =>
  new AssetImports({
    incarnation,
    load: (assetId, options) => log.load(assetId, options),
    append: (...commit) => {
      guard.require();
      return log.append(...commit);
    },
  });

type Log = Pick<EventStore, 'incarnation' | 'commitIdAt'>;

interface CheckpointRow {
  readonly incarnation: string;
  readonly position: string;
  readonly commit_id: string | null;
}

/** Returns the projector's checkpoint for each partition; empty until the projector has created its tables. */
export async function readCheckpoints(pool: Pick<Pool, 'query'>): Promise<readonly Checkpoint[]> {
  try {
    const { rows } = await pool.query<CheckpointRow>(
      'select incarnation, position::text as position, commit_id from projection.projection_checkpoint',
    );
    return rows.map(({ incarnation, position, commit_id }) => ({
      incarnation,
      position: parsePosition(position),
      commitId: commit_id ?? undefined,
    }));
  } catch (error) {
    if (isMissingTable(error)) return [];
    throw error;
  }
}

/**
 * Refuses commands while the log is an older copy of the log behind the rows, or another log. A command decided there would
 * build on history that has been lost.
 */
export class LogGuard {
  #detail: string | undefined;

  constructor(
    private readonly log: Log,
    private readonly checkpoints: () => Promise<readonly Checkpoint[]>,
  ) {}

  /**
   * Compares the log with the checkpoints. Call it at the start and after each reconnect; if it throws, the last verdict stays.
   */
  async check(): Promise<void> {
    let detail: string | undefined;
    for (const checkpoint of await this.checkpoints()) {
      const continuity = await verifyContinuity(this.log, checkpoint);
      if (continuity.kind === 'restored') detail = continuity.detail;
    }
    this.#detail = detail;
  }

  get detail(): string | undefined {
    return this.#detail;
  }

  /** Throws `restored` if the last check found an older copy or another log. */
  require(): void {
    if (this.#detail !== undefined) throw new RestoredLogError(this.#detail);
  }
}
