import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { diffLiveFields, pickLiveFields } from '../items/index.js';
import type { ItemSnapshot, ItemWithParts, LiveFields, RecordingItem } from '../items/index.js';

export type StreamItem = ItemWithParts & Pick<RecordingItem, 'run' | 'stalled'>;

/** Renderer of a stream's items, equal to those of a GET. */
export interface StreamView {
  prepare(items: readonly ItemSnapshot[]): Promise<void>;
  render(shown: ItemSnapshot): StreamItem;
}

interface WatchedItem {
  readonly shown: ItemSnapshot;
  readonly sent: LiveFields;
}

/** Followed items with an active run. Items beyond this limit are not watched and send commits only. */
const MAX_WATCHED = 2_000;

const isActive = ({ run, stalled }: StreamItem): boolean => run?.active === true || stalled !== false;

/** The last sent state of each running item, so that changes without a commit can be sent alone. */
export class LiveItems {
  readonly #watched = new LRUCache<string, WatchedItem>(limitEntries(MAX_WATCHED));

  constructor(private readonly view: Pick<StreamView, 'render'>) {}

  remember(shown: ItemSnapshot, item: StreamItem): void {
    if (isActive(item)) this.#watched.set(shown.id, { shown, sent: pickLiveFields(item) });
    else this.#watched.delete(shown.id);
  }

  isWatched(id: string): boolean {
    return this.#watched.has(id);
  }

  get ids(): readonly string[] {
    return [...this.#watched.keys()];
  }

  clear(): void {
    this.#watched.clear();
  }

  keep(isFollowed: (shown: ItemSnapshot) => boolean): void {
    for (const [id, { shown }] of this.#watched.entries()) if (!isFollowed(shown)) this.#watched.delete(id);
  }

  /** Returns the changed live fields; undefined if nothing has changed, or the item is not watched. */
  moved(id: string): { readonly shown: ItemSnapshot; readonly fields: LiveFields } | undefined {
    const watched = this.#watched.get(id);
    if (watched === undefined) return undefined;
    const { shown } = watched;
    const now = pickLiveFields(this.view.render(shown));
    const fields = diffLiveFields(watched.sent, now);
    if (fields === undefined) return undefined;
    this.#watched.set(id, { shown, sent: now });
    return { shown, fields };
  }
}
