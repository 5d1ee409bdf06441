import { causesNothing } from '@throughline/contracts';
import {
  START,
  comparePosition,
  isPoison,
  type EventStore,
  type PoisonMessage,
  type Position,
  type StoredCommit,
} from '@throughline/event-store';
import { Folder } from './folder.js';
import { Batch } from '../write/batch.js';
import { FencedError } from '../write/batch-writer.js';

export interface SessionOptions {
  readonly store: Pick<EventStore, 'subscribe'>;
  readonly folder: Folder;
  readonly partition: number;
  readonly from: Position;
  /** Ends the session at this position. Later commits are not read. */
  readonly upTo?: Position;
  readonly maxEvents: number;
  /** Milliseconds for which commits of an import are gathered. Without it, each batch is written as soon as possible. */
  readonly gatherMs?: number;
  /** Returns the batch that was really written. It differs from the given one if assets were quarantined. */
  readonly write: (batch: Batch) => Promise<Batch>;
  readonly onWritten?: (batch: Batch) => Promise<void> | void;
  readonly onCaughtUp?: () => void;
}

/** Nobody waits for the row of a commit that causes nothing, and most of them come many at once. */
const isUrgent = (item: StoredCommit | PoisonMessage): boolean => isPoison(item) || !causesNothing(item.commit);

/**
 * Projects one partition from a checkpoint until it is stopped or fails. A failed session cannot be reused. Folds the next
 * batch while the previous one is written.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #stop = new AbortController();
  #pending: Batch;
  #writing: Promise<void> | undefined;
  #isUrgent = false;
  #gathering: NodeJS.Timeout | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#pending = this.#newBatch(options.from);
  }

  /** Resolves when stopped or at the end of its range, with all folded commits written. */
  async run(signal: AbortSignal): Promise<void> {
    const { store, partition, from, onCaughtUp } = this.#options;
    try {
      await store.subscribe({
        partition,
        after: from === START ? undefined : from,
        onCommits: (items) => this.#accept(items),
        ...(onCaughtUp === undefined ? {} : { onCaughtUp }),
        signal: AbortSignal.any([signal, this.#stop.signal]),
      });
    } finally {
      await this.#drain();
    }
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #accept(items: readonly (StoredCommit | PoisonMessage)[]): Promise<void> {
    if (this.#stop.signal.aborted) return;
    await this.#options.folder.add(this.#within(items), () => this.#room());
    this.#endAtLimit(items);
    this.#isUrgent ||= this.#options.gatherMs === undefined || items.some(isUrgent);
    this.#offer();
  }

  #within(items: readonly (StoredCommit | PoisonMessage)[]): readonly (StoredCommit | PoisonMessage)[] {
    const { upTo } = this.#options;
    return upTo === undefined ? items : items.filter(({ position }) => comparePosition(position, upTo) <= 0);
  }

  #endAtLimit(items: readonly (StoredCommit | PoisonMessage)[]): void {
    const { upTo } = this.#options;
    const last = items.at(-1);
    if (upTo !== undefined && last !== undefined && comparePosition(last.position, upTo) >= 0) this.#stop.abort();
  }

  #newBatch(from: Position): Batch {
    const batch = new Batch(from);
    this.#options.folder.opened(batch);
    return batch;
  }

  async #room(): Promise<Batch> {
    const { maxEvents } = this.#options;
    while (this.#pending.events >= maxEvents || this.#pending.commits >= maxEvents) {
      this.#kick();
      await this.#writing;
      if (this.#failure !== undefined) throw this.#failure.error;
    }
    return this.#pending;
  }

  /** Writes the pending commits at once, or after a while if nobody waits for them. */
  #offer(): void {
    if (this.#isUrgent) this.#kick();
    else if (!this.#pending.isEmpty)
      this.#gathering ??= setTimeout(() => {
        this.#isUrgent = true;
        this.#kick();
      }, this.#options.gatherMs);
  }

  #kick(): void {
    if (this.#writing !== undefined || this.#pending.isEmpty || this.#failure !== undefined) return;
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#isUrgent = false;
    const batch = this.#pending;
    this.#pending = this.#newBatch(batch.to);
    this.#writing = this.#write(batch).finally(() => {
      this.#writing = undefined;
      this.#offer();
    });
  }

  async #write(batch: Batch): Promise<void> {
    try {
      const written = await this.#options.write(batch);
      await this.#options.onWritten?.(written);
      // Batches folded after this one may contain assets that are quarantined now.
      if (written !== batch) throw new FencedError(this.#options.partition);
      this.#options.folder.written(batch);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#stop.abort();
  }

  async #drain(): Promise<void> {
    for (;;) {
      this.#kick();
      if (this.#writing === undefined) break;
      await this.#writing;
    }
    clearTimeout(this.#gathering);
  }
}
