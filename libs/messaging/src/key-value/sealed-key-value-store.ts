import { hkdfSync } from 'node:crypto';
import { open, seal } from '@throughline/contracts';
import type { ExpectedRevision, RecordRevision, KeyValueStore, StoredRecord } from './key-value-store.js';

const KEY_BYTES = 32;

/** Derives a separate key for each purpose: none reveals the master key or another one. */
export const deriveKey = (masterKey: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(0), `throughline/${purpose}`, KEY_BYTES));

/** Encrypted records. Their names are authenticated, so a text cannot be moved to another name. */
export class SealedKeyValueStore implements KeyValueStore {
  readonly #key: Uint8Array;

  constructor(
    private readonly records: KeyValueStore,
    masterKey: Uint8Array,
    private readonly purpose: string,
  ) {
    this.#key = deriveKey(masterKey, purpose);
  }

  async read(name: string): Promise<StoredRecord | undefined> {
    const stored = await this.records.read(name);
    return stored === undefined ? undefined : { ...stored, text: open(this.#key, this.#contextOf(name), stored.text) };
  }

  write(name: string, text: string, expected: ExpectedRevision): Promise<RecordRevision> {
    return this.records.write(name, seal(this.#key, this.#contextOf(name), text), expected);
  }

  remove(name: string, expected?: RecordRevision): Promise<void> {
    return this.records.remove(name, expected);
  }

  #contextOf(name: string): string {
    return `${this.purpose}/${name}`;
  }
}
