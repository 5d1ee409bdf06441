import type { ClientBase, Pool, QueryResult } from 'pg';
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
    await inTransaction(
      this.options.pool,
      async (client) => {
        await writeRows(client, this.options, batch);
        await this.options.beforeCommit?.();
      },
      (client) => this.#begin(client, batch),
    );
  }

  /** Sends all statements in one round trip. Each statement sees what was committed before it began. */
  async #begin(client: ClientBase, { from, to, commitId }: Batch): Promise<void> {
    const { schema, partition, generation, isLive } = this.options;
    const lock = `select pg_advisory_xact_lock_shared(${String(LOCK_CLASS)}, ${String(LOCKS.swap)});`;
    const [position, id, at, of] = [to, commitId ?? null, from, generation].map((value) =>
      value === null ? 'null' : client.escapeLiteral(value),
    );
    const results: unknown = await client.query(
      `begin; ${isLive ? lock : ''}
       update ${identifier(schema)}.projection_checkpoint set position = ${position}, commit_id = ${id}, updated_at = now()
       where partition = ${String(partition)} and generation = ${of} and position = ${at}`,
    );
    if ((results as readonly QueryResult[]).at(-1)?.rowCount !== 1) throw new FencedError(partition);
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
