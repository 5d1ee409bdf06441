import type { EntityManager } from 'typeorm';
import type { SearchEntry } from '../search-entry.js';
import type { IndexedItem } from '../search-index.js';
import { fingerprintRow, type FingerprintRow } from './similar-texts.js';
import { COUNT_WORDS, EMPTY_ITEMS, JOIN_WORDS, REMOVE_PASSAGES, REMOVE_WORDS, WRITE_ITEMS } from './search-statements.js';
import { WORDS_AT_MOST, listSpellings } from './spellings.js';

/** Longer texts keep no positions of their words in the row of the item: a tsvector has at most 1 MB. */
const MAX_POSITIONED_CHARACTERS = 400_000;
/** PostgreSQL refuses half of a surrogate pair in JSON. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

const isLong = ({ passages }: SearchEntry): boolean =>
  passages.reduce((sum, { text }) => sum + text.length, 0) > MAX_POSITIONED_CHARACTERS;
const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.replace(LONE_SURROGATE, '\ufffd') : part));

/** An item with its row as JSON. */
interface PreparedEntry {
  readonly assetId: string;
  readonly libraryId: string;
  readonly isLong: boolean;
  readonly words: readonly string[];
  readonly fingerprint: FingerprintRow | undefined;
  readonly json: string;
}

/** The future rows of an item. Preparing them needs no lock. */
export interface PreparedItem {
  readonly item: IndexedItem;
  readonly entry: PreparedEntry | undefined;
}

function prepareEntry({ assetId, revision }: IndexedItem, entry: SearchEntry): PreparedEntry {
  const words = listSpellings(entry).slice(0, WORDS_AT_MOST);
  const json = toJson({
    asset_id: assetId,
    revision,
    library_id: entry.libraryId,
    kind: entry.kind,
    title: entry.title,
    sender: entry.sender,
    tags: entry.tags,
    people: entry.people,
    item_at: entry.at,
    language: entry.language,
    spellings: words,
    names: [entry.sender ?? '', ...entry.tags, ...entry.people].join(' \n '),
    is_long: isLong(entry),
    passages: entry.passages,
  });
  return { assetId, libraryId: entry.libraryId, isLong: isLong(entry), words, fingerprint: fingerprintRow(assetId, entry), json };
}

export const prepareItem = (item: IndexedItem): PreparedItem => ({
  item,
  entry: item.entry === undefined ? undefined : prepareEntry(item, item.entry),
});

/** The row of an item that this transaction has locked. */
export interface LockedRow {
  readonly asset_id: string;
  readonly revision: string;
  readonly library_id: string | null;
  readonly spellings: readonly string[];
  readonly has_fingerprint: boolean;
}

/** Another writer has added the row of an item at the same time. The transaction must be tried again. */
export class AddedMeanwhileError extends Error {
  constructor() {
    super('Another writer has added an item to the search index at the same time');
    this.name = 'AddedMeanwhileError';
  }
}

/** A change of the number of items that have a word. */
export interface WordCount {
  readonly libraryId: string;
  readonly word: string;
  items: number;
}

/** Adds up the changes of the numbers of items that have a word, by library. Words that rows had before and after do not change. */
class WordCounts {
  readonly #counts = new Map<string, Map<string, WordCount>>();

  add(libraryId: string, words: readonly string[], by: 1 | -1): void {
    const ofLibrary = this.#counts.get(libraryId) ?? new Map<string, WordCount>();
    this.#counts.set(libraryId, ofLibrary);
    for (const word of words) {
      const count = ofLibrary.get(word);
      if (count === undefined) ofLibrary.set(word, { libraryId, word, items: by });
      else count.items += by;
    }
  }

  changes(): readonly WordCount[] {
    return [...this.#counts.values()].flatMap((ofLibrary) => [...ofLibrary.values()]).filter(({ items }) => items !== 0);
  }
}

/** Returns the changes of the numbers, if the words of the entries replace those of the locked rows. */
export function countWords(items: readonly PreparedItem[], locked: readonly LockedRow[]): readonly WordCount[] {
  const counts = new WordCounts();
  for (const { library_id, spellings } of locked) if (library_id !== null) counts.add(library_id, spellings, -1);
  for (const { entry } of items) if (entry !== undefined) counts.add(entry.libraryId, entry.words, 1);
  return counts.changes();
}

/** Changes the numbers. The caller is the only one that counts words now. */
export async function changeWords(manager: EntityManager, changes: readonly WordCount[]): Promise<void> {
  const columns = (of: readonly WordCount[]): [string[], string[]] => [
    of.map(({ libraryId }) => libraryId),
    of.map(({ word }) => word),
  ];
  await manager.query(COUNT_WORDS, [...columns(changes), changes.map((change) => change.items)]);
  const fewer = changes.filter((change) => change.items < 0);
  if (fewer.length > 0) await manager.query(REMOVE_WORDS, columns(fewer));
}

/** Replaces rows and passages of distinct items that have no later revision stored. */
export async function writeItems(
  manager: EntityManager,
  items: readonly PreparedItem[],
  locked: readonly LockedRow[],
): Promise<void> {
  const stored = locked.map((row) => row.asset_id);
  if (stored.length > 0) await manager.query(REMOVE_PASSAGES, [stored]);
  const empty = items.flatMap(({ item, entry }) => (entry === undefined ? item : []));
  const entries = items.flatMap(({ entry }) => entry ?? []);
  let written = 0;
  if (empty.length > 0) {
    const ids = empty.map(({ assetId }) => assetId);
    const revisions = empty.map(({ revision }) => revision);
    written += (await manager.query<unknown[]>(EMPTY_ITEMS, [ids, revisions, stored])).length;
  }
  if (entries.length > 0)
    written += (await manager.query<unknown[]>(WRITE_ITEMS, [`[${entries.map(({ json }) => json).join(',')}]`, stored])).length;
  if (written < items.length) throw new AddedMeanwhileError();
  for (const { assetId, isLong: isWithoutPositions } of entries)
    if (isWithoutPositions) await manager.query(JOIN_WORDS, [assetId]);
}
