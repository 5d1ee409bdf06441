import type { Pool, PoolClient } from 'pg';
import { LOCK_CLASS, partitionLock } from '../schema/locks.js';
import { pause } from './pause.js';

const ASK_AGAIN_MS = 1_000;

/** One connection and what is locked by it: both end together. */
interface Link {
  readonly client: Promise<PoolClient>;
  readonly held: Set<number>;
  /** The last question: a connection answers one at a time. */
  asked: Promise<unknown>;
  isEnded: boolean;
}

/**
 * One lock for each partition, so that a second projector waits instead of folding the same commits.
 * Where the connection is lost the locks are lost too, and the checkpoint alone decides.
 */
export class PartitionLocks {
  #link: Link | undefined;

  constructor(private readonly pool: Pool) {}

  /** True when the partition is ours, false when the signal fired first. `onBusy` tells that another has it. */
  async acquire(partition: number, signal: AbortSignal, onBusy: () => void): Promise<boolean> {
    while (!signal.aborted) {
      if (await this.#try(partition)) return true;
      onBusy();
      await pause(ASK_AGAIN_MS, signal);
    }
    return false;
  }

  /** Lets another projector have the partition. */
  async release(partition: number): Promise<void> {
    const link = this.#link;
    if (link?.held.delete(partition) !== true) return;
    await this.#query(link, 'select pg_advisory_unlock($1, $2) as done', partition);
  }

  /** Gives every lock back by ending the connection. */
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

  async #query(link: Link, sql: string, partition: number): Promise<boolean> {
    const asking = link.asked.then(async () => {
      const client = await link.client;
      const { rows } = await client.query<{ done: boolean }>(sql, [LOCK_CLASS, partitionLock(partition)]);
      return rows[0]?.done === true;
    });
    link.asked = asking;
    try {
      return await asking;
    } catch (error) {
      this.#end(link);
      throw error;
    }
  }

  #open(): Link {
    const client = this.pool.connect();
    const link: Link = { client, held: new Set(), asked: client, isEnded: false };
    client.then(
      (opened) =>
        opened.on('error', () => {
          this.#end(link);
        }),
      () => undefined,
    );
    return link;
  }

  #end(link: Link): void {
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
