import { RestoredLogError, parsePosition, verifyContinuity, type Checkpoint, type EventStore } from '@throughline/event-store';
import { codeOf } from '@throughline/contracts';
import type { Pool } from 'pg';

type Log = Pick<EventStore, 'incarnation' | 'commitIdAt'>;

interface CheckpointRow {
  readonly incarnation: string;
  readonly position: string;
  readonly commit_id: string | null;
}

/** PostgreSQL: no such table, no such schema. */
const NOT_MADE_YET = new Set(['42P01', '3F000']);

/** Where the projector has read to, in each partition; nowhere while it has not made its tables. */
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
    if (NOT_MADE_YET.has(codeOf(error) ?? '')) return [];
    throw error;
  }
}

/**
 * Refuses commands while the log is an older copy of the one that the rows were made from, or another one:
 * what would be appended there builds on what has been undone.
 */
export class LogGuard {
  #detail: string | undefined;

  constructor(
    private readonly log: Log,
    private readonly checkpoints: () => Promise<readonly Checkpoint[]>,
  ) {}

  /** To be asked at the start and whenever the broker was away. Keeps the last verdict where it cannot be told. */
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

  /** Throws `restored`. */
  require(): void {
    if (this.#detail !== undefined) throw new RestoredLogError(this.#detail);
  }
}
