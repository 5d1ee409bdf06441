import { jetstreamManager, type JetStreamManager, type StoredMsg } from '@nats-io/jetstream';
import { headers, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core';
import { DATA_KEY_BYTES, kindOf } from '@throughline/contracts';
import { StoreUnavailableError, WrongMasterKeyError } from '../errors/errors.js';
import { getConnectionWatch } from '../jetstream/connection.js';
import { EXPECTED_LAST } from '../jetstream/message.js';
import { KEY_STREAM, keySubject } from '../jetstream/stream.js';
import { getPublisher } from '../jetstream/publisher.js';
import { unwrapKey, wrapKey } from './wrap-key.js';

export type KeyEntry = { readonly state: 'present'; readonly key: Uint8Array } | { readonly state: 'absent' | 'erased' };

const OPERATION = 'KV-Operation';
/** Tells whether the headers are those of the marker that replaces a destroyed key. */
export const isErasureMarker = (fields: MsgHdrs | undefined): boolean => (fields?.get(OPERATION) ?? '') !== '';
const TIMEOUT_MS = 5_000;
const TRIES = 5;
/** The name of a known value, wrapped with the master key. It tells a wrong master key from a damaged record. */
const MASTER_KEY_CHECK = 'master-key-check';

const isErased = (stored: StoredMsg): boolean => isErasureMarker(stored.header);

export class KeyStore {
  constructor(
    private readonly nc: NatsConnection,
    private readonly masterKey: Uint8Array,
  ) {}

  async read(assetId: string): Promise<KeyEntry> {
    const stored = await this.last(assetId);
    if (stored === null) return { state: 'absent' };
    return isErased(stored) ? { state: 'erased' } : { state: 'present', key: unwrapKey(this.masterKey, assetId, stored.data) };
  }

  /** Returns false if another key may have come first, or if no answer came. */
  add(assetId: string, key: Uint8Array): Promise<boolean> {
    return this.publish(assetId, wrapKey(this.masterKey, assetId, key), [[EXPECTED_LAST, '0']]);
  }

  async erase(assetId: string): Promise<void> {
    const stored = await this.last(assetId);
    if (stored !== null && isErased(stored)) return;
    // First overwrite the bytes on disk, because a marker alone would leave them there.
    if (stored !== null) await this.ask((manager) => manager.streams.deleteMessage(KEY_STREAM, stored.seq, true));
    for (let tries = 0; tries < TRIES; tries += 1) {
      const marked = await this.publish(assetId, new Uint8Array(), [
        [OPERATION, 'PURGE'],
        ['Nats-Rollup', 'sub'],
      ]);
      if (marked) return;
    }
    throw new StoreUnavailableError(`That the data key of asset ${assetId} is destroyed cannot be recorded`);
  }

  /** Throws `wrong-master-key`. Returns false if no key was recorded yet. */
  async checkMasterKey(): Promise<boolean> {
    const stored = await this.last(MASTER_KEY_CHECK);
    if (stored === null) return false;
    try {
      unwrapKey(this.masterKey, MASTER_KEY_CHECK, stored.data);
      return true;
    } catch (cause) {
      throw new WrongMasterKeyError({ cause });
    }
  }

  /** Records this master key as the only valid one. Throws if another one was recorded first. */
  async recordMasterKey(): Promise<void> {
    if (await this.checkMasterKey()) return;
    await this.add(MASTER_KEY_CHECK, new Uint8Array(DATA_KEY_BYTES));
    await this.checkMasterKey();
  }

  async lastSequence(): Promise<number> {
    return (await this.ask((manager) => manager.streams.info(KEY_STREAM))).state.last_seq;
  }

  private last(name: string): Promise<StoredMsg | null> {
    return this.ask((manager) => manager.streams.getMessage(KEY_STREAM, { last_by_subj: keySubject(name) }));
  }

  private async publish(name: string, bytes: Uint8Array, fields: readonly (readonly [string, string])[]): Promise<boolean> {
    const all = headers();
    for (const [field, value] of fields) all.set(field, value);
    try {
      await getPublisher(this.nc).publish(keySubject(name), bytes, all, TIMEOUT_MS);
      return true;
    } catch (error) {
      if (kindOf(error) === 'publish-unanswered') await getConnectionWatch(this.nc).settled(TIMEOUT_MS);
      else if (kindOf(error) !== 'publish-refused') throw error;
      return false;
    }
  }

  private async ask<T>(request: (manager: JetStreamManager) => Promise<T>): Promise<T> {
    const manager = await jetstreamManager(this.nc, { checkAPI: false, timeout: TIMEOUT_MS });
    return getConnectionWatch(this.nc).answerOf(request(manager));
  }
}
