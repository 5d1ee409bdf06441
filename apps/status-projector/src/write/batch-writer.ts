import type { Position } from '@throughline/event-store';
import type { ClientBase, Pool } from 'pg';
import type { Fold } from '../fold/fold.js';
import { LOCKS, LOCK_CLASS } from '../schema/locks.js';
import { identifier } from '../schema/migration.js';
import { inTransaction } from '../schema/transaction.js';
import type { Batch } from './batch.js';
import { quarantineUnstorable } from './isolate.js';
import { isRefusedValue } from './refused-value.js';
import { writeRows } from './rows-writer.js';

/** Another projector, an upgrade or a rebuild has changed the tables, so the state in memory is stale. */
export class FencedError extends Error {
  readonly kind = 'fenced';
  constructor(partition: number) {
    super(`The checkpoint of partition ${String(partition)} has moved; starting over from where it is now`);
    this.name = 'FencedError';
  }
}

export interface WriterOptions {
  readonly pool: Pool;
  readonly schema: string;
  readonly fold: Fold;
  readonly partition: number;
  readonly generation: string;
  /** Writes to live tables take the shared lock, so a swap waits for them and blocks the next ones. */
  readonly isLive: boolean;
  readonly beforeCommit?: () => Promise<void>;
}

/** Writes batches of one partition, each with its checkpoint in one transaction. */
export class BatchWriter {
  constructor(private readonly options: WriterOptions) {}

  /** Throws `fenced` if the stored checkpoint is not the one that the batch started from. */
  async write(batch: Batch): Promise<Batch> {
    try {
      await this.#commit(batch);
      return batch;
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      const healthy = await quarantineUnstorable(batch, error, (part) => this.#isAccepted(part));
      await this.#commit(healthy);
      return healthy;
    }
  }

  async #commit(batch: Batch): Promise<void> {
    const { pool, isLive } = this.options;
    // Sends both statements in one round trip. Each statement sees what was committed before it began.
    const begin = isLive ? `begin; select pg_advisory_xact_lock_shared(${String(LOCK_CLASS)}, ${String(LOCKS.swap)})` : 'begin';
    await inTransaction(
      pool,
      async (client) => {
        await this.#moveCheckpoint(client, batch);
        await writeRows(client, this.options, batch);
        await this.options.beforeCommit?.();
      },
      begin,
    );
  }

  async #moveCheckpoint(
    client: ClientBase,
    { from, to, commitId }: { from: Position; to: Position; commitId: string | undefined },
  ): Promise<void> {
    const { schema, partition, generation } = this.options;
    const { rowCount } = await client.query(
      `update ${identifier(schema)}.projection_checkpoint set position = $4, commit_id = $5, updated_at = now()
       where partition = $1 and generation = $2 and position = $3`,
      [partition, generation, from, to, commitId ?? null],
    );
    if (rowCount !== 1) throw new FencedError(partition);
  }

  async #isAccepted(part: Batch): Promise<boolean> {
    const outcome = { isAccepted: false };
    try {
      await inTransaction(this.options.pool, async (client) => {
        await writeRows(client, this.options, part);
        outcome.isAccepted = true;
        throw new TrialRollback();
      });
    } catch (error) {
      if (!(error instanceof TrialRollback) && !isRefusedValue(error)) throw error;
    }
    return outcome.isAccepted;
  }
}

class TrialRollback extends Error {}
