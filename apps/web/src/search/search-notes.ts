import type { SearchAnswer } from '@throughline/api-client';
import { text } from '../texts/text.js';

const words = text.search;

/** Says how far the index is. A longer list is not read again, so its progress would soon be outdated. */
function listProgress({ state, behind_events: behind }: SearchAnswer['index'], isLonger: boolean): readonly string[] {
  if (state === 'stopped') return [words.index.stopped];
  if (state === 'current' || isLonger) return [];
  return [state === 'building' ? words.index.building : words.index.behind(behind ?? 1)];
}

/** Returns what was searched instead, and how current the answer is. */
export function listNotes(
  { items, similar, unknown_filters: unknown, index }: SearchAnswer,
  isLonger = false,
): readonly string[] {
  const { failed_items: failed, finds_similar: findsSimilar } = index;
  return [
    ...similar.map(({ word, searched }) => words.similar(word, searched)),
    // With enough items, other spellings would not be searched anyway.
    ...(findsSimilar || items.length > 2 ? [] : [words.index.exactOnly]),
    ...unknown.map((name) => words.unknown(name)),
    ...listProgress(index, isLonger),
    ...(failed > 0 ? [words.index.failed(failed)] : []),
  ];
}
