import type { PartitionStatus } from './partition-status.js';
import { summarize } from './partition-status.js';
import { PartitionLocks } from './partition-locks.js';
import { Reloader } from '../reload/reloader.js';
import { PartitionProjector, type ProjectionParts } from './partition-projector.js';

/** Projects every partition of the log. Several projectors may run at once: the checkpoints prevent conflicting writes. */
export class Projector {
  readonly #partitions = new Map<number, PartitionProjector>();
  readonly #locks: PartitionLocks;
  readonly #reloader: Reloader;
  readonly #stop = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: ProjectionParts) {
    this.#locks = new PartitionLocks(parts.pool);
    this.#reloader = new Reloader(parts);
  }

  start(): void {
    for (let partition = 0; partition < this.parts.store.partitions; partition += 1)
      this.#partitions.set(partition, new PartitionProjector(partition, this.parts, this.#locks, this.#reloader));
    this.#running = Promise.all([...this.#partitions.values()].map((each) => each.run(this.#stop.signal)));
  }

  /** Resolves when all folded commits are written and the partition locks are released. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    this.#locks.close();
  }

  get statuses(): ReadonlyMap<number, PartitionStatus> {
    return new Map([...this.#partitions].map(([partition, each]) => [partition, each.status]));
  }

  health(): { readonly ok: boolean; readonly detail?: string } {
    return summarize(this.statuses);
  }
}
