import type { SearchAnswer } from '@throughline/api-client';
import { useEffect, useEffectEvent } from 'react';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { listNotes } from './search-notes.js';

const words = text.search;

/** People who type on get one announcement, after the last answer. */
const SILENCE_MS = 1_000;

/** Returns what screen readers say about the answers to a query: the number of items, and what else was searched. */
export function describeFound(pages: readonly SearchAnswer[]): string {
  const [first] = pages;
  const count = pages.reduce((sum, { items }) => sum + items.length, 0);
  const found = count === 0 ? `${words.none}.` : `${words.found(count, pages.at(-1)?.next_cursor != null)}.`;
  return [found, ...(first === undefined ? [] : listNotes(first))].join(' ');
}

/** Announces the first answer to each query. What a later answer to it adds is shown, and interrupts nobody. */
export function useFoundAnnouncement(q: string, pages: readonly SearchAnswer[] | undefined): void {
  const announce = useAnnounce();
  const isAnswered = pages !== undefined;
  const onSilence = useEffectEvent(() => {
    if (pages !== undefined) announce(describeFound(pages));
  });
  useEffect(() => {
    if (!isAnswered) return undefined;
    const timer = setTimeout(() => {
      onSilence();
    }, SILENCE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [q, isAnswered]);
}
