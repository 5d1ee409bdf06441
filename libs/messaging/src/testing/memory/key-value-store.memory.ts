import { FollowerState, matchesFilter, type FollowOptions, type FollowableKeyValueStore } from '../../key-value/follow.js';
import {
  RecordConflictError,
  type ExpectedRevision,
  type RecordRevision,
  type KeyValueStore,
  type StoredRecord,
} from '../../key-value/key-value-store.js';

/** For specs and other uses without durability. */
export class MemoryKeyValueStore implements KeyValueStore, FollowableKeyValueStore {
  readonly #records = new Map<string, StoredRecord>();
  readonly #followers = new Set<(name: string) => void>();
  #last = 0;

  read(name: string): Promise<StoredRecord | undefined> {
    return Promise.resolve(this.#records.get(name));
  }

  async write(name: string, text: string, expected: ExpectedRevision): Promise<RecordRevision> {
    const now = this.#records.get(name)?.revision;
    if (expected !== 'anything' && (now ?? 'absent') !== expected) throw new RecordConflictError(name);
    this.#last += 1;
    const revision = String(this.#last) as RecordRevision;
    this.#records.set(name, { text, revision });
    this.#changed(name);
    return Promise.resolve(revision);
  }

  async remove(name: string, expected?: RecordRevision): Promise<void> {
    const now = this.#records.get(name)?.revision;
    if (expected !== undefined && now !== undefined && now !== expected) throw new RecordConflictError(name);
    this.#records.delete(name);
    this.#changed(name);
    return Promise.resolve();
  }

  async follow(filter: string, options: FollowOptions): Promise<void> {
    const { signal } = options;
    const state = new FollowerState(options);
    const notify = (name: string): void => {
      const record = this.#records.get(name);
      if (!matchesFilter(filter, name)) return;
      if (record === undefined) state.removed(name);
      else state.record(name, record.text, record.revision);
    };
    if (!signal.aborted) {
      state.beginReading();
      for (const name of [...this.#records.keys()]) notify(name);
      state.caughtUp();
      await this.#untilEnded(notify, signal);
    }
    if (state.failure !== undefined) throw state.failure.cause;
  }

  /** An error of a follower's handler must not reach the writer. */
  async #untilEnded(tell: (name: string) => void, signal: AbortSignal): Promise<void> {
    // A handler may have aborted the signal.
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        this.#followers.delete(follower);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const follower = (name: string): void => {
        try {
          tell(name);
        } catch {
          end();
        }
      };
      this.#followers.add(follower);
      signal.addEventListener('abort', end);
    });
  }

  #changed(name: string): void {
    for (const follower of [...this.#followers]) follower(name);
  }

  /** All records, for specs that check what must not be stored. */
  get all(): ReadonlyMap<string, StoredRecord> {
    return this.#records;
  }
}
