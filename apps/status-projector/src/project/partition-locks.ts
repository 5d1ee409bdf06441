import { pause } from '@throughline/contracts';
import type { Pool, PoolClient } from 'pg';
import { LOCK_CLASS, partitionLock } from '../schema/locks.js';

const ASK_AGAIN_MS = 1_000;

/** The locks end with the connection. */
interface LockConnection {
  readonly client: Promise<PoolClient>;
  readonly held: Set<number>;
  /** Each query waits for the one before it. */
  lastQuery: Promise<unknown>;
  isEnded: boolean;
}

/**
 * One advisory lock for each partition, so that a second projector waits instead of folding the same commits. After a lost
 * connection both may fold; the checkpoint then decides which one may write.
 */
export class PartitionLocks {
  #link: LockConnection | undefined;

  constructor(private readonly pool: Pool) {}

  /**
   * Returns true when the partition is locked and false when the signal fires first. Calls `onBusy` if another process has the
   * lock.
   */
  async acquire(partition: number, signal: AbortSignal, onBusy: () => void): Promise<boolean> {
    while (!signal.aborted) {
      if (await this.#try(partition)) return true;
      onBusy();
      await pause(ASK_AGAIN_MS, signal);
    }
    return false;
  }

  async release(partition: number): Promise<void> {
    const link = this.#link;
    if (link?.held.delete(partition) !== true) return;
    await this.#query(link, 'select pg_advisory_unlock($1, $2) as done', partition);
  }

  close(): void {
    if (this.#link !== undefined) this.#end(this.#link);
  }

  async #try(partition: number): Promise<boolean> {
    const link = (this.#link ??= this.#open());
    if (link.held.has(partition)) return true;
    const locked = await this.#query(link, 'select pg_try_advisory_lock($1, $2) as done', partition);
    if (locked) link.held.add(partition);
    return locked;
  }

  async #query(link: LockConnection, sql: string, partition: number): Promise<boolean> {
    const query = link.lastQuery.then(async () => {
      const client = await link.client;
      const { rows } = await client.query<{ done: boolean }>(sql, [LOCK_CLASS, partitionLock(partition)]);
      return rows[0]?.done === true;
    });
    link.lastQuery = query;
    try {
      return await query;
    } catch (error) {
      this.#end(link);
      throw error;
    }
  }

  #open(): LockConnection {
    const client = this.pool.connect();
    const link: LockConnection = { client, held: new Set(), lastQuery: client, isEnded: false };
    client.then(
      (opened) =>
        opened.on('error', () => {
          this.#end(link);
        }),
      () => undefined,
    );
    return link;
  }

  #end(link: LockConnection): void {
    if (link.isEnded) return;
    link.isEnded = true;
    if (this.#link === link) this.#link = undefined;
    link.held.clear();
    link.client.then(
      (client) => {
        client.release(true);
      },
      () => undefined,
    );
  }
}
