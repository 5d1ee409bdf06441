import { hkdfSync } from 'node:crypto';
import { open, seal } from '@throughline/contracts';
import type { Expected, RecordRevision, Records, StoredRecord } from './records.js';

const KEY_BYTES = 32;

/** A key of its own for each purpose: none of them tells anything of the master key or of another. */
export const keyFor = (masterKey: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(0), `throughline/${purpose}`, KEY_BYTES));

/** Records that only holders of the key can read, and that cannot be moved to another name. */
export class SealedRecords implements Records {
  readonly #key: Uint8Array;

  constructor(
    private readonly records: Records,
    masterKey: Uint8Array,
    private readonly purpose: string,
  ) {
    this.#key = keyFor(masterKey, purpose);
  }

  async read(name: string): Promise<StoredRecord | undefined> {
    const stored = await this.records.read(name);
    return stored === undefined ? undefined : { ...stored, text: open(this.#key, this.#contextOf(name), stored.text) };
  }

  write(name: string, text: string, expected: Expected): Promise<RecordRevision> {
    return this.records.write(name, seal(this.#key, this.#contextOf(name), text), expected);
  }

  remove(name: string, expected?: RecordRevision): Promise<void> {
    return this.records.remove(name, expected);
  }

  #contextOf(name: string): string {
    return `${this.purpose}/${name}`;
  }
}
