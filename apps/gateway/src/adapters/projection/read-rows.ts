import type { AssetState, PersonalData } from '@throughline/domain';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';

/** The JSON columns of a row as text; null if the reader has this version already and the database did not send them. */
export interface RowText {
  /** Identifies one write of the row. */
  readonly version: string;
  readonly state: string | null;
  readonly personal: string | null;
}
export interface RowContent {
  readonly state: AssetState;
  readonly personal: PersonalData;
}
export interface CachedRow extends RowContent {
  readonly version: string;
}

const MOST = 2_000;

/**
 * A cache of parsed rows, so that polling neither transfers nor parses an unchanged row again. Unchanged rows keep their object
 * identity, so results derived from them can be cached with it.
 * The cache compares the write itself, not the revision: a row that was edited by hand and repaired has the same revision both
 * times.
 */
export class RowCache {
  readonly #read = new LRUCache<string, CachedRow>(limitEntries(MOST));

  /** Returns the row as it was last read. Hold on to it while querying: it may be replaced before the answer comes. */
  cached(id: string): CachedRow | undefined {
    return this.#read.get(id);
  }

  contentOf(id: string, { version, state, personal }: RowText, known = this.cached(id)): RowContent {
    if (known?.version === version) return known;
    if (state === null || personal === null) throw new Error(`Row ${id} was not sent, and is not the one that is known`);
    const read = { version, state: JSON.parse(state) as AssetState, personal: JSON.parse(personal) as PersonalData };
    this.#read.set(id, read);
    return read;
  }
}
