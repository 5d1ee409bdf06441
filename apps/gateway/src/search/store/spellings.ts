import type { SearchEntry } from '../search-entry.js';

/** A document of random letters must not fill the table of words. */
export const WORDS_AT_MOST = 20_000;
const WORD = /\p{L}{4,40}/gu;

/** Returns the words of a text as people write them, in lower case. */
export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(WORD) ?? [];

/** Returns the distinct words of an item, sorted. */
export function listSpellings({ title, sender, tags, people, passages }: SearchEntry): readonly string[] {
  const texts = [title ?? '', sender ?? '', ...tags, ...people, ...passages.map(({ text }) => text)];
  return [...new Set(texts.flatMap(wordsOf))].sort();
}
