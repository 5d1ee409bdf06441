import type { AssetState, Personal } from '@throughline/domain';
import { LRUCache } from 'lru-cache';

/** What a row holds as JSON, as text; null where it was not sent, being known already. */
export interface RowText {
  /** Which writing of the row this is. */
  readonly version: string;
  readonly state: string | null;
  readonly personal: string | null;
}
export interface RowContent {
  readonly state: AssetState;
  readonly personal: Personal;
}
export interface ReadRow extends RowContent {
  readonly version: string;
}

const MOST = 2_000;

/**
 * Rows that are read again and again, by everybody who polls: what nobody has written anew is the same object as before. So it is
 * sent and parsed once, and what is made of it can be kept with it. Compared is who wrote it where, never a revision: a row that
 * was edited by hand and put right has the same revision both times.
 */
export class ReadRows {
  readonly #read = new LRUCache<string, ReadRow>({ max: MOST });

  /** As it was read last. To be held by whoever does not want it sent again: by the time of the answer it may be another here. */
  known(id: string): ReadRow | undefined {
    return this.#read.get(id);
  }

  contentOf(id: string, { version, state, personal }: RowText, known = this.known(id)): RowContent {
    if (known?.version === version) return known;
    if (state === null || personal === null) throw new Error(`Row ${id} was not sent, and is not the one that is known`);
    const read = { version, state: JSON.parse(state) as AssetState, personal: JSON.parse(personal) as Personal };
    this.#read.set(id, read);
    return read;
  }
}
