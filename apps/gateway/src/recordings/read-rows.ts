import type { AssetState, Personal } from '@throughline/domain';
import { LRUCache } from 'lru-cache';

/** What a row holds as JSON, as text. */
export interface RowText {
  readonly state: string;
  readonly personal: string;
}
export interface RowContent {
  readonly state: AssetState;
  readonly personal: Personal;
}

interface Read extends RowContent {
  readonly text: RowText;
}

const MOST = 2_000;

/**
 * Rows that are read again and again, by everybody who polls: what has not changed by a letter is the same object as before.
 * So it is parsed once, and what is made of it can be kept with it. Compared is the text, never a revision: a row that was
 * edited by hand and put right has the same revision both times.
 */
export class ReadRows {
  readonly #read = new LRUCache<string, Read>({ max: MOST });

  contentOf(id: string, text: RowText): RowContent {
    const known = this.#read.get(id);
    if (known?.text.state === text.state && known.text.personal === text.personal) return known;
    const read = {
      text: { state: text.state, personal: text.personal },
      state: JSON.parse(text.state) as AssetState,
      personal: JSON.parse(text.personal) as Personal,
    };
    this.#read.set(id, read);
    return read;
  }
}
