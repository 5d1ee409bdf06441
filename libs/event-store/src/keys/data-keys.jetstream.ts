import type { NatsConnection } from '@nats-io/nats-core';
import { newDataKey } from '@throughline/contracts';
import { LRUCache } from 'lru-cache';
import { DataKeyErasedError, StoreUnavailableError } from '../errors/errors.js';
import { OrderedFeed } from '../jetstream/ordered-feed.js';
import { KEY_STREAM, keySubject } from '../jetstream/stream.js';
import type { DataKeys } from './data-keys.js';
import { KeyStore, isErasureMarker, type KeyEntry } from './key-store.js';
import { MASTER_KEY_BYTES } from './wrap-key.js';

const TRIES = 5;
/** Short, because a missing key may be created at any moment. */
const ABSENT_MS = 1_000;
const KEPT_MS = 10 * 60_000;
const CACHE_SIZE = 20_000;

export interface JetStreamDataKeysOptions {
  readonly masterKey: Uint8Array;
  readonly cacheSize?: number;
}

/**
 * Data keys in a KV bucket, wrapped with the master key. A watch on it removes keys destroyed by other processes from
 * the cache. The cache is emptied when the watch is interrupted.
 */
export class JetStreamDataKeys implements DataKeys {
  private readonly records: KeyStore;
  private readonly cache: LRUCache<string, KeyEntry>;
  private readonly erasureListeners: ((assetId: string | undefined) => void)[] = [];
  private readonly stopping = new AbortController();
  private ready: Promise<void> | undefined;
  private recorded: Promise<void> | undefined;
  private feed: Promise<void> | undefined;
  private listening = false;
  private changes = 0;
  /** Destroyed keys, and interruptions of the watch. Nothing else changes a key that is present. */
  private losses = 0;

  constructor(
    private readonly nc: NatsConnection,
    { masterKey, cacheSize }: JetStreamDataKeysOptions,
  ) {
    if (masterKey.byteLength !== MASTER_KEY_BYTES)
      throw new RangeError(`The master key must have ${String(MASTER_KEY_BYTES)} bytes`);
    this.records = new KeyStore(nc, masterKey);
    this.cache = new LRUCache({ max: cacheSize ?? CACHE_SIZE });
  }

  /** Throws `wrong-master-key`. The first use of a key calls it; a service may call it at its start to fail early. */
  async verify(): Promise<void> {
    await this.records.checkMasterKey();
  }

  async get(assetId: string): Promise<Uint8Array | undefined> {
    const entry = await this.entry(assetId);
    return entry.state === 'present' ? entry.key : undefined;
  }

  async create(assetId: string, isNew = false): Promise<Uint8Array> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      // A key that is stored, or was destroyed, refuses the new one. Then the next try reads it.
      const entry = isNew && tries === 0 ? await this.guess(assetId) : await this.entry(assetId);
      if (entry.state === 'present') return entry.key;
      if (entry.state === 'erased') throw new DataKeyErasedError(assetId);
      await this.recordMasterKey();
      const key = newDataKey();
      const { losses } = this;
      if (await this.records.add(assetId, key)) {
        if (this.listening && losses === this.losses) this.cache.set(assetId, { state: 'present', key }, { ttl: KEPT_MS });
        return key;
      }
      // Another process stored a key first, or the answer was lost: read the stored key.
      this.cache.delete(assetId);
    }
    throw new StoreUnavailableError(`The data key of asset ${assetId} cannot be made`);
  }

  async destroy(assetId: string): Promise<void> {
    await this.records.erase(assetId);
    this.changes += 1;
    this.losses += 1;
    this.cache.delete(assetId);
  }

  /**
   * Registers a listener for destroyed keys, so that callers can drop decrypted data. `undefined` means that the watch was
   * interrupted and any key may be destroyed.
   */
  whenErased(listener: (assetId: string | undefined) => void): void {
    this.erasureListeners.push(listener);
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.feed;
  }

  private async guess(assetId: string): Promise<KeyEntry> {
    await this.start();
    return this.cache.get(assetId) ?? { state: 'absent' };
  }

  private async entry(assetId: string): Promise<KeyEntry> {
    await this.start();
    const cached = this.cache.get(assetId);
    if (cached !== undefined) return cached;
    const { changes, losses } = this;
    const entry = await this.records.read(assetId);
    // Do not cache the entry if the records changed during the read.
    const isCurrent = entry.state === 'present' ? losses === this.losses : changes === this.changes;
    if (this.listening && isCurrent) this.cache.set(assetId, entry, { ttl: entry.state === 'absent' ? ABSENT_MS : KEPT_MS });
    return entry;
  }

  private async recordMasterKey(): Promise<void> {
    this.recorded ??= this.records.recordMasterKey();
    await this.recorded.catch((error: unknown) => {
      this.recorded = undefined;
      throw error;
    });
  }

  private async start(): Promise<void> {
    this.ready ??= this.verify().then(() => this.listen());
    await this.ready.catch((error: unknown) => {
      this.ready = undefined;
      throw error;
    });
  }

  private async listen(): Promise<void> {
    const after = await this.records.lastSequence();
    await new Promise<void>((resolve) => {
      const feed = new OrderedFeed(this.nc, {
        stream: KEY_STREAM,
        filter: keySubject('>'),
        after,
        batch: 500,
        headersOnly: true,
        onOpen: () => {
          this.listening = true;
          resolve();
        },
        onMessages: (changed) => {
          this.changes += 1;
          for (const { subject, headers } of changed) this.changed(subject.split('.')[2] ?? '', isErasureMarker(headers));
          return Promise.resolve();
        },
        // Without the watch, keys are still read but not cached.
        onInterrupted: () => {
          this.forget();
          resolve();
        },
        signal: this.stopping.signal,
      });
      const ended = (): void => {
        this.forget();
        resolve();
      };
      this.feed = feed.run().then(ended, ended);
    });
  }

  private changed(assetId: string, erased: boolean): void {
    if (erased) this.losses += 1;
    if (erased || this.cache.get(assetId)?.state !== 'present') this.cache.delete(assetId);
    if (erased) this.notify(assetId);
  }

  private forget(): void {
    this.listening = false;
    this.changes += 1;
    this.losses += 1;
    this.cache.clear();
    this.notify(undefined);
  }

  private notify(assetId: string | undefined): void {
    for (const listener of this.erasureListeners) listener(assetId);
  }
}
