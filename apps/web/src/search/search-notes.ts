import type { SearchAnswer } from '@throughline/api-client';
import { text } from '../texts/text.js';

const words = text.search;

/** Returns what was searched instead, and how current the answer is. */
export function listNotes({ items, similar, unknown_filters: unknown, index }: SearchAnswer): readonly string[] {
  const { state, behind_events: behind, failed_items: failed, finds_similar: findsSimilar } = index;
  return [
    ...similar.map(({ word, searched }) => words.similar(word, searched)),
    // With enough items, other spellings would not be searched anyway.
    ...(findsSimilar || items.length > 2 ? [] : [words.index.exactOnly]),
    ...unknown.map((name) => words.unknown(name)),
    ...(state === 'behind' ? [words.index.behind(behind ?? 1)] : []),
    ...(state === 'building' || state === 'stopped' ? [words.index[state]] : []),
    ...(failed > 0 ? [words.index.failed(failed)] : []),
  ];
}
