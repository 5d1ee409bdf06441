import {
  START,
  comparePosition,
  type EventStore,
  type PoisonMessage,
  type Position,
  type StoredCommit,
} from '@throughline/event-store';
import { Folder } from '../fold/folder.js';
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
  /** Returns the batch that was really written. It differs from the given one if assets were quarantined. */
  readonly write: (batch: Batch) => Promise<Batch>;
  readonly onWritten?: (batch: Batch) => Promise<void> | void;
  readonly onCaughtUp?: () => void;
}

/**
 * Projects one partition from a checkpoint until it is stopped or fails. A failed session cannot be reused. Folds the next
 * batch while the previous one is written.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #stop = new AbortController();
  #pending: Batch;
  #writing: Promise<void> | undefined;
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
    this.#kick();
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

  #kick(): void {
    if (this.#writing !== undefined || this.#pending.isEmpty || this.#failure !== undefined) return;
    const batch = this.#pending;
    this.#pending = this.#newBatch(batch.to);
    this.#writing = this.#write(batch).finally(() => {
      this.#writing = undefined;
      this.#kick();
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
    this.#kick();
    while (this.#writing !== undefined) await this.#writing;
  }
}
