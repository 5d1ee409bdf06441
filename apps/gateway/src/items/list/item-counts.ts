import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import type { ChangeFeed, ItemFilter, ItemRows, ListFilter } from '../../adapters/projection/index.js';

type Counts = ReadonlyMap<ListFilter, number>;

const MAX_LIBRARIES = 200;
/** A client shows few filters at a time. */
const MAX_FILTERS = 50;
/** An announcement can get lost. A count is then as old as this at most. */
const KEPT_MS = 5_000;

/**
 * Remembers the counts of each library until one of its items changes: counting reads a library's whole index, and everybody who
 * has the list open asks for the same counts every few seconds.
 */
export class ItemCounts {
  readonly #known = new LRUCache<string, Map<string, Promise<Counts>>>({ ...limitEntries(MAX_LIBRARIES), ttl: KEPT_MS });

  constructor(
    private readonly rows: Pick<ItemRows, 'countByFilter'>,
    changes: ChangeFeed,
  ) {
    changes.subscribe((change) => {
      // A held or blanked item is announced without its library.
      if (change === undefined || change.owner === '') this.#known.clear();
      else this.#known.delete(change.owner);
    });
  }

  of(filter: ItemFilter): Promise<Counts> {
    const counts = this.#countsOf(filter.owner);
    const key = JSON.stringify(filter);
    const known = counts.get(key);
    if (known !== undefined) return known;
    const counted = this.rows.countByFilter(filter);
    counts.set(key, counted);
    counted.catch(() => counts.delete(key));
    return counted;
  }

  #countsOf(owner: string): Map<string, Promise<Counts>> {
    const known = this.#known.get(owner);
    if (known !== undefined && known.size < MAX_FILTERS) return known;
    const counts = new Map<string, Promise<Counts>>();
    this.#known.set(owner, counts);
    return counts;
  }
}
