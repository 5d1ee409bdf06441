import { RecordConflictError, type Expected, type RecordRevision, type Records, type StoredRecord } from './records.js';

/** For specs, and for whatever needs nothing durable. */
export class MemoryRecords implements Records {
  readonly #records = new Map<string, StoredRecord>();
  #last = 0;

  read(name: string): Promise<StoredRecord | undefined> {
    return Promise.resolve(this.#records.get(name));
  }

  async write(name: string, text: string, expected: Expected): Promise<RecordRevision> {
    const now = this.#records.get(name)?.revision;
    if (expected !== 'anything' && (now ?? 'absent') !== expected) throw new RecordConflictError(name);
    this.#last += 1;
    const revision = String(this.#last) as RecordRevision;
    this.#records.set(name, { text, revision });
    return Promise.resolve(revision);
  }

  async remove(name: string, expected?: RecordRevision): Promise<void> {
    const now = this.#records.get(name)?.revision;
    if (expected !== undefined && now !== undefined && now !== expected) throw new RecordConflictError(name);
    this.#records.delete(name);
    return Promise.resolve();
  }

  /** All that is there, for specs that look for what must not be. */
  get all(): ReadonlyMap<string, StoredRecord> {
    return this.#records;
  }
}
