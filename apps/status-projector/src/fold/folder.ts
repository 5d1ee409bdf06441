import { isUuid } from '@throughline/contracts';
import {
  NO_REVISION,
  compareRevision,
  endsContent,
  isPoison,
  sameRevision,
  type EventStore,
  type Poison,
  type Recorded,
} from '@throughline/event-store';
import { LRUCache } from 'lru-cache';
import type { StoredAsset } from '../rows/stored-assets.js';
import type { Batch, Notice } from '../write/batch.js';
import { notices, parkedAt } from '../write/notices.js';
import { advance, refold, reopens, type AssetEntry } from './asset-entry.js';
import { isMarked } from './commit-marks.js';
import { isAssetFault } from './asset-fault.js';
import type { Fold } from './fold.js';

export interface FolderOptions {
  readonly fold: Fold;
  readonly store: Pick<EventStore, 'load'>;
  readonly storedAssets: (assetIds: readonly string[]) => Promise<ReadonlyMap<string, StoredAsset>>;
  /** Assets that were parked when the checkpoint was read. */
  readonly parked: Iterable<string>;
  readonly cacheSize: number;
}

/**
 * Folds commits of one partition, in order, into batches. It runs ahead of what is written;
 * where a write fails or loses a race, the whole folder is thrown away with what it holds.
 */
export class Folder {
  readonly #options: FolderOptions;
  readonly #cache: LRUCache<string, AssetEntry>;
  readonly #parked: Set<string>;
  /** Not yet written, oldest first: their assets' rows are behind, and the cache may forget them. */
  readonly #open: Batch[] = [];
  /** The assets of the items at hand. */
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
   * Folds the items on. `enter` gives the batch for each of them, and may wait until there is room.
   * A batch may be taken away to be written whenever this waits, so an item enters it in one piece.
   */
  async add(items: readonly (Recorded | Poison)[], enter: () => Promise<Batch>): Promise<void> {
    await this.#fetch(items);
    for (const item of items) {
      const effect = await this.#effectOf(item);
      const batch = await enter();
      effect(batch);
      batch.reach(item.position, isPoison(item) ? item.commitId : item.commit.id);
      if (!isPoison(item)) batch.follow(item.assetId, item.trace);
    }
  }

  async #fetch(items: readonly (Recorded | Poison)[]): Promise<void> {
    this.#near = new Map();
    const unknown = new Set<string>();
    for (const { assetId } of items) {
      if (!isUuid(assetId) || this.#parked.has(assetId)) continue;
      const entry = this.#held(assetId);
      if (entry === undefined) unknown.add(assetId);
      else this.#near.set(assetId, { kind: 'good', entry });
    }
    if (unknown.size === 0) return;
    for (const [assetId, stored] of await this.#options.storedAssets([...unknown])) this.#near.set(assetId, stored);
  }

  #held(assetId: string): AssetEntry | undefined {
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const entry = this.#open[index]?.changed.get(assetId)?.entry;
      if (entry !== undefined) return entry;
    }
    return this.#cache.get(assetId);
  }

  async #effectOf(item: Recorded | Poison): Promise<Effect> {
    try {
      if (this.#parked.has(item.assetId)) return await this.#behind(item);
      return isPoison(item) ? await this.#refold(item) : await this.#commit(item);
    } catch (error) {
      if (isAssetFault(error)) return this.#park(item, error);
      throw error;
    }
  }

  async #commit(recorded: Recorded): Promise<Effect> {
    const known = this.#near.get(recorded.assetId);
    const effect = reopens(recorded.commit) ? await this.#refold(recorded) : await this.#foldOn(recorded, known);
    return recorded.expected === undefined ? noting(notices.intrusion(recorded), effect) : effect;
  }

  async #foldOn(recorded: Recorded, known: StoredAsset | undefined): Promise<Effect> {
    if (known?.kind === 'other-version') return this.#refold(recorded);
    if (known?.kind === 'drifted') return noting(notices.drift(recorded, known.revision), await this.#refold(recorded));
    return this.#foldOnEntry(recorded, known?.entry);
  }

  async #foldOnEntry(recorded: Recorded, entry: AssetEntry | undefined): Promise<Effect> {
    const revision = entry?.revision ?? NO_REVISION;
    if (compareRevision(recorded.revision, revision) <= 0) return nothing;
    // Nobody who appends leaves the expected revision out, and nobody writes a commit again: it may be one that is applied already.
    if (recorded.expected === undefined || isMarked(entry?.marks ?? '', recorded.commit.id)) return this.#refold(recorded);
    if (!sameRevision(recorded.expected, revision)) return noting(notices.gap(recorded, revision), await this.#refold(recorded));
    return this.#advance(recorded, entry);
  }

  #advance(recorded: Recorded, before: AssetEntry | undefined): Effect {
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
   * Folds the asset from its own history instead of from what is held of it. A message that cannot be read and has the id of a
   * commit that can is no part of it.
   */
  async #refold(item: Recorded | Poison): Promise<Effect> {
    const { assetId, revision, position } = item;
    const history = await this.#options.store.load(assetId, { upTo: revision });
    const { entry, audit } = refold(this.#options.fold, history);
    if (entry === undefined) return nothing;
    this.#hold(entry);
    const effect: Effect = (batch) => {
      batch.changed.set(assetId, { entry, stored: undefined });
      batch.backfill.push(...audit);
    };
    const isConflict = history.conflicts.some((other) => other.position === position);
    return isConflict ? noting(notices.conflict(item), effect) : effect;
  }

  /** Commits behind a parked one wait, unless one of them has the history tried again. */
  async #behind(item: Recorded | Poison): Promise<Effect> {
    if (!isPoison(item) && reopens(item.commit)) return this.#tryAgain(item);
    return (batch) => {
      batch.countBehind(item.assetId);
      if (!isPoison(item) && endsContent(item.commit)) batch.blanked.add(item.assetId);
    };
  }

  async #tryAgain(recorded: Recorded): Promise<Effect> {
    try {
      const refolded = await this.#refold(recorded);
      this.#parked.delete(recorded.assetId);
      return noting(notices.released(recorded), (batch) => {
        batch.release(recorded.assetId);
        refolded(batch);
      });
    } catch (error) {
      if (!isAssetFault(error)) throw error;
      // What is in the way now may be another commit than before.
      const parked = parkedAt(recorded, error);
      return (batch) => {
        batch.park(parked);
        batch.countBehind(recorded.assetId);
      };
    }
  }

  #park(item: Recorded | Poison, error: unknown): Effect {
    const parked = parkedAt(item, error);
    this.#parked.add(item.assetId);
    return noting(notices.held(parked), (batch) => {
      batch.park(parked);
    });
  }

  #hold(entry: AssetEntry): void {
    this.#near.set(entry.assetId, { kind: 'good', entry });
    this.#cache.set(entry.assetId, entry);
  }
}

/** What an item does to the batch that it enters. */
type Effect = (batch: Batch) => void;

const nothing: Effect = () => undefined;

const noting =
  (notice: Notice, effect: Effect): Effect =>
  (batch) => {
    batch.notices.push(notice);
    effect(batch);
  };
