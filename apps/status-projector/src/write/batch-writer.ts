import type { Position } from '@throughline/event-store';
import type { ClientBase, Pool } from 'pg';
import type { Fold } from '../fold/fold.js';
import { LOCKS, LOCK_CLASS } from '../schema/locks.js';
import { identifier } from '../schema/migration.js';
import { inTransaction } from '../schema/transaction.js';
import type { Batch } from './batch.js';
import { withoutUnstorable } from './isolate.js';
import { isRefusedValue } from './refused-value.js';
import { writeRows } from './rows-writer.js';

/** Another projector, a release or a rebuild was here: what is held in memory is no longer what the tables show. */
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
  /** The live tables are written under the shared lock, so that a swap waits for the transaction and stops the next one. */
  readonly isLive: boolean;
  readonly beforeCommit?: () => Promise<void>;
}

/** Writes batches of one partition, each with its checkpoint in one transaction. */
export class BatchWriter {
  constructor(private readonly options: WriterOptions) {}

  /** Throws `fenced` where the checkpoint is not the one that the batch was folded from. */
  async write(batch: Batch): Promise<Batch> {
    try {
      await this.#commit(batch);
      return batch;
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      const healthy = await withoutUnstorable(batch, error, (part) => this.#isAccepted(part));
      await this.#commit(healthy);
      return healthy;
    }
  }

  async #commit(batch: Batch): Promise<void> {
    const { pool, isLive } = this.options;
    // One round trip; each statement of it sees what was committed before it began.
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

  /** Would the database take this? Nothing stays. */
  async #isAccepted(part: Batch): Promise<boolean> {
    const outcome = { isAccepted: false };
    try {
      await inTransaction(this.options.pool, async (client) => {
        await writeRows(client, this.options, part);
        outcome.isAccepted = true;
        throw new RehearsalEnded();
      });
    } catch (error) {
      if (!(error instanceof RehearsalEnded) && !isRefusedValue(error)) throw error;
    }
    return outcome.isAccepted;
  }
}

class RehearsalEnded extends Error {}
