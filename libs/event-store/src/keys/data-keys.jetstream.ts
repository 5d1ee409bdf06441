import { jetstreamManager, type JetStreamManager, type StoredMsg } from '@nats-io/jetstream';
import { headers, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core';
import { kindOf, newDataKey } from '@throughline/contracts';
import { LRUCache } from 'lru-cache';
import { DataKeyErasedError, StoreUnavailableError } from '../errors/errors.js';
import { connectionWatch } from '../jetstream/connection.js';
import { EXPECTED_LAST } from '../jetstream/message.js';
import { OrderedFeed } from '../jetstream/ordered-feed.js';
import { KEY_STREAM, keySubject } from '../jetstream/stream.js';
import { publisherOf } from '../publisher/publisher.js';
import type { DataKeys } from './data-keys.js';
import { MASTER_KEY_BYTES, unwrapKey, wrapKey } from './wrapping.js';

const OPERATION = 'KV-Operation';
const TIMEOUT_MS = 5_000;
const TRIES = 5;
/** A key that is not there may be made at any moment; one that was destroyed never comes back. */
const ABSENT_MS = 1_000;
const KEPT_MS = 10 * 60_000;

type Entry = { readonly state: 'present'; readonly key: Uint8Array } | { readonly state: 'absent' | 'erased' };

export interface JetStreamDataKeysOptions {
  readonly masterKey: Uint8Array;
  /** How many assets' keys are kept in memory. */
  readonly cacheSize?: number;
}

/**
 * Data keys in a KV bucket, wrapped with the master key. They are cached; the bucket is watched, so a key destroyed
 * anywhere leaves this cache, and the cache is emptied whenever the watch is interrupted.
 */
export class JetStreamDataKeys implements DataKeys {
  private readonly cache: LRUCache<string, Entry>;
  private readonly stopping = new AbortController();
  private opened: Promise<void> | undefined;
  private feed: Promise<void> | undefined;
  private listening = false;
  private changes = 0;

  constructor(
    private readonly nc: NatsConnection,
    private readonly options: JetStreamDataKeysOptions,
  ) {
    if (options.masterKey.byteLength !== MASTER_KEY_BYTES)
      throw new RangeError(`The master key must have ${String(MASTER_KEY_BYTES)} bytes`);
    this.cache = new LRUCache({ max: options.cacheSize ?? 20_000 });
  }

  async get(assetId: string): Promise<Uint8Array | undefined> {
    const entry = await this.entry(assetId);
    return entry.state === 'present' ? entry.key : undefined;
  }

  async create(assetId: string): Promise<Uint8Array> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const entry = await this.entry(assetId);
      if (entry.state === 'present') return entry.key;
      if (entry.state === 'erased') throw new DataKeyErasedError(assetId);
      const key = newDataKey();
      const wrapped = wrapKey(this.options.masterKey, assetId, key);
      if (await this.publish(assetId, wrapped, [[EXPECTED_LAST, '0']])) return key;
      // Another's came first, or the answer to ours was lost: what is stored counts, so look again.
      this.cache.delete(assetId);
    }
    throw new StoreUnavailableError(`The data key of asset ${assetId} cannot be made`);
  }

  async destroy(assetId: string): Promise<void> {
    const manager = await this.manager();
    const stored = await manager.streams.getMessage(KEY_STREAM, { last_by_subj: keySubject(assetId) });
    // First overwrite the bytes on the disk, which a marker alone would leave to be found.
    if (stored !== null && entryKind(stored) !== 'erased') await manager.streams.deleteMessage(KEY_STREAM, stored.seq, true);
    const marker: [string, string][] = [
      [OPERATION, 'PURGE'],
      ['Nats-Rollup', 'sub'],
    ];
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await this.publish(assetId, new Uint8Array(), marker)) {
        this.cache.set(assetId, { state: 'erased' });
        return;
      }
    }
    throw new StoreUnavailableError(`That the data key of asset ${assetId} is destroyed cannot be recorded`);
  }

  /** Ends the watch on the bucket. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.feed;
  }

  private async entry(assetId: string): Promise<Entry> {
    await this.listen();
    const cached = this.cache.get(assetId);
    if (cached !== undefined) return cached;
    const { changes } = this;
    const manager = await this.manager();
    const stored = await manager.streams.getMessage(KEY_STREAM, { last_by_subj: keySubject(assetId) });
    const entry = this.read(assetId, stored);
    // Whatever changed in the meantime may have been this key.
    if (this.listening && changes === this.changes)
      this.cache.set(assetId, entry, { ttl: entry.state === 'absent' ? ABSENT_MS : KEPT_MS });
    return entry;
  }

  private read(assetId: string, stored: StoredMsg | null): Entry {
    if (stored === null) return { state: 'absent' };
    if (entryKind(stored) === 'erased') return { state: 'erased' };
    return { state: 'present', key: unwrapKey(this.options.masterKey, assetId, stored.data) };
  }

  private async publish(assetId: string, bytes: Uint8Array, fields: readonly (readonly [string, string])[]): Promise<boolean> {
    try {
      await publisherOf(this.nc).publish(keySubject(assetId), bytes, headersOf(fields), TIMEOUT_MS);
      return true;
    } catch (error) {
      if (kindOf(error) === 'publish-unanswered') await connectionWatch(this.nc).settled(TIMEOUT_MS);
      else if (kindOf(error) !== 'publish-refused') throw error;
      return false;
    }
  }

  private manager(): Promise<JetStreamManager> {
    return jetstreamManager(this.nc, { checkAPI: false, timeout: TIMEOUT_MS });
  }

  /** Nothing may be cached before changes of the bucket are heard. */
  private async listen(): Promise<void> {
    this.opened ??= this.startFeed();
    await this.opened.catch((cause: unknown) => {
      this.opened = undefined;
      throw new StoreUnavailableError('Data keys cannot be read', { cause });
    });
  }

  private async startFeed(): Promise<void> {
    const { state } = await (await this.manager()).streams.info(KEY_STREAM);
    await new Promise<void>((resolve, reject) => {
      const feed = new OrderedFeed(this.nc, {
        stream: KEY_STREAM,
        filter: keySubject('>'),
        after: state.last_seq,
        batch: 500,
        headersOnly: true,
        onOpen: () => {
          this.listening = true;
          resolve();
        },
        onMessages: (changed) => {
          this.changes += 1;
          for (const { subject } of changed) this.cache.delete(subject.split('.')[2] ?? '');
          return Promise.resolve();
        },
        // Without the watch keys are still read, each time anew.
        onInterrupted: () => {
          this.forget();
          resolve();
        },
        signal: this.stopping.signal,
      });
      this.feed = feed
        .run()
        .then(resolve, reject)
        .finally(() => {
          this.forget();
        });
    });
  }

  private forget(): void {
    this.listening = false;
    this.changes += 1;
    this.cache.clear();
  }
}

const entryKind = (stored: StoredMsg): 'key' | 'erased' => (stored.header.get(OPERATION) === '' ? 'key' : 'erased');

function headersOf(fields: readonly (readonly [string, string])[]): MsgHdrs {
  const all = headers();
  for (const [name, value] of fields) all.set(name, value);
  return all;
}
