import { isUuid } from '@throughline/contracts';
import {
  NO_REVISION,
  compareRevision,
  isContentEnd,
  isPoison,
  isSameRevision,
  type EventStore,
  type PoisonMessage,
  type StoredCommit,
} from '@throughline/event-store';
import { LRUCache } from 'lru-cache';
import type { StoredAsset } from '../rows/stored-assets.js';
import type { Batch, Notice } from '../write/batch.js';
import { notices, createQuarantineEntryAt } from '../write/notices.js';
import { advance, refold, isReopening, type AssetEntry } from '../fold/asset-entry.js';
import { isMarked } from '../fold/commit-marks.js';
import { isAssetFault } from '../fold/asset-fault.js';
import type { Fold } from '../fold/fold.js';

export interface FolderOptions {
  readonly fold: Fold;
  readonly store: Pick<EventStore, 'load'>;
  readonly storedAssets: (assetIds: readonly string[]) => Promise<ReadonlyMap<string, StoredAsset>>;
  readonly parked: Iterable<string>;
  readonly cacheSize: number;
}

/**
 * Folds the commits of one partition, in order, into batches. A folder is ahead of the written rows; discard it if a write
 * fails or is fenced.
 */
export class Folder {
  readonly #options: FolderOptions;
  readonly #cache: LRUCache<string, AssetEntry>;
  readonly #parked: Set<string>;
  /** Unwritten batches, oldest first. Their rows are stale and the cache may evict their entries. */
  readonly #open: Batch[] = [];
  #near = new Map<string, StoredAsset>();

  constructor(options: FolderOptions) {
    this.#options = options;
    this.#cache = new LRUCache({ max: options.cacheSize });
    this.#parked = new Set(options.parked);
  }

  opened(batch: Batch): void {
    this.#open.push(batch);
  }

  written(batch: Batch): void {
    this.#open.splice(this.#open.indexOf(batch), 1);
  }

  /**
   * Folds the items. `enter` returns the batch for the next item and may wait for room. While it waits the batch may be
   * written, so the whole effect of an item goes into one batch.
   */
  async add(items: readonly (StoredCommit | PoisonMessage)[], enter: () => Promise<Batch>): Promise<void> {
    await this.#fetch(items);
    for (const item of items) {
      const effect = await this.#effectOf(item);
      const batch = await enter();
      effect(batch);
      batch.reach(item.position, isPoison(item) ? item.commitId : item.commit.id);
      if (!isPoison(item)) batch.follow(item.assetId, item.trace);
    }
  }

  async #fetch(items: readonly (StoredCommit | PoisonMessage)[]): Promise<void> {
    this.#near = new Map();
    const unknown = new Set<string>();
    for (const { assetId } of items) {
      if (!isUuid(assetId) || this.#parked.has(assetId)) continue;
      const entry = this.#findChanged(assetId);
      if (entry === undefined) unknown.add(assetId);
      else this.#near.set(assetId, { kind: 'good', entry });
    }
    if (unknown.size === 0) return;
    for (const [assetId, stored] of await this.#options.storedAssets([...unknown])) this.#near.set(assetId, stored);
  }

  #findChanged(assetId: string): AssetEntry | undefined {
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const entry = this.#open[index]?.changed.get(assetId)?.entry;
      if (entry !== undefined) return entry;
    }
    return this.#cache.get(assetId);
  }

  async #effectOf(item: StoredCommit | PoisonMessage): Promise<BatchEffect> {
    try {
      if (this.#parked.has(item.assetId)) return await this.#behind(item);
      return isPoison(item) ? await this.#refold(item) : await this.#commit(item);
    } catch (error) {
      if (isAssetFault(error)) return this.#park(item, error);
      throw error;
    }
  }

  async #commit(recorded: StoredCommit): Promise<BatchEffect> {
    const existing = this.#near.get(recorded.assetId);
    const effect = isReopening(recorded.commit) ? await this.#refold(recorded) : await this.#foldOn(recorded, existing);
    return recorded.expected === undefined ? withNotice(notices.intrusion(recorded), effect) : effect;
  }

  async #foldOn(recorded: StoredCommit, known: StoredAsset | undefined): Promise<BatchEffect> {
    if (known?.kind === 'other-version') return this.#refold(recorded);
    if (known?.kind === 'drifted') return withNotice(notices.drift(recorded, known.revision), await this.#refold(recorded));
    return this.#foldOnEntry(recorded, known?.entry);
  }

  async #foldOnEntry(recorded: StoredCommit, entry: AssetEntry | undefined): Promise<BatchEffect> {
    const revision = entry?.revision ?? NO_REVISION;
    if (compareRevision(recorded.revision, revision) <= 0) return noEffect;
    // Writers always send the expected revision and never resend a commit. Anything else may be a commit that is applied
    // already.
    if (recorded.expected === undefined || isMarked(entry?.marks ?? '', recorded.commit.id)) return this.#refold(recorded);
    if (!isSameRevision(recorded.expected, revision))
      return withNotice(notices.gap(recorded, revision), await this.#refold(recorded));
    return this.#advance(recorded, entry);
  }

  #advance(recorded: StoredCommit, before: AssetEntry | undefined): BatchEffect {
    const { fold } = this.#options;
    const { entry, audit } = advance(fold, before, recorded);
    this.#hold(entry);
    const shown = before?.folded ?? fold.initial;
    return (batch) => {
      const changed = batch.changed.get(entry.assetId);
      batch.changed.set(entry.assetId, { entry, stored: changed === undefined ? shown : changed.stored });
      batch.audit.push(...audit);
    };
  }

  /**
   * Folds the asset from its history instead of from its cached or stored state. The history omits an unreadable message that
   * has the id of a readable commit.
   */
  async #refold(item: StoredCommit | PoisonMessage): Promise<BatchEffect> {
    const { assetId, revision, position } = item;
    const history = await this.#options.store.load(assetId, { upTo: revision });
    const { entry, audit } = refold(this.#options.fold, history);
    if (entry === undefined) return noEffect;
    this.#hold(entry);
    const effect: BatchEffect = (batch) => {
      batch.changed.set(assetId, { entry, stored: undefined });
      batch.backfill.push(...audit);
    };
    const isConflict = history.conflicts.some((other) => other.position === position);
    return isConflict ? withNotice(notices.conflict(item), effect) : effect;
  }

  /** Counts commits after a quarantined one. A discard or a release starts another attempt to fold the asset. */
  async #behind(item: StoredCommit | PoisonMessage): Promise<BatchEffect> {
    if (!isPoison(item) && isReopening(item.commit)) return this.#tryAgain(item);
    return (batch) => {
      batch.countBehind(item.assetId);
      if (!isPoison(item) && isContentEnd(item.commit)) batch.blanked.add(item.assetId);
    };
  }

  async #tryAgain(recorded: StoredCommit): Promise<BatchEffect> {
    try {
      const refolded = await this.#refold(recorded);
      this.#parked.delete(recorded.assetId);
      return withNotice(notices.released(recorded), (batch) => {
        batch.release(recorded.assetId);
        refolded(batch);
      });
    } catch (error) {
      if (!isAssetFault(error)) throw error;
      // The new fault may be at another commit than the previous one.
      const parked = createQuarantineEntryAt(recorded, error);
      return (batch) => {
        batch.park(parked);
        batch.countBehind(recorded.assetId);
      };
    }
  }

  #park(item: StoredCommit | PoisonMessage, error: unknown): BatchEffect {
    const parked = createQuarantineEntryAt(item, error);
    this.#parked.add(item.assetId);
    return withNotice(notices.held(parked), (batch) => {
      batch.park(parked);
    });
  }

  #hold(entry: AssetEntry): void {
    this.#near.set(entry.assetId, { kind: 'good', entry });
    this.#cache.set(entry.assetId, entry);
  }
}

type BatchEffect = (batch: Batch) => void;

const noEffect: BatchEffect = () => undefined;

const withNotice =
  (notice: Notice, effect: BatchEffect): BatchEffect =>
  (batch) => {
    batch.notices.push(notice);
    effect(batch);
  };
