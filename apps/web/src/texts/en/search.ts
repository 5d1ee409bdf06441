import { many } from '../many.js';
import { items } from './counted.js';

export const searchWords = {
  title: 'Search',
  resultsFor: (q: string): string => `Results for “${q}”`,
  field: 'Search titles, transcripts, documents, tags and people',
  hint: 'Forms of a word are found too. Use “quotes” for exact words, and filters such as sender:acme, tag:invoice, kind:document or before:2026-03.',
  filters: 'Filters',
  remove: (filter: string): string => `Remove ${filter}`,
  results: 'Results',
  kinds: { recording: 'Recording', session: 'Session', document: 'Document' },
  untitled: 'Untitled',
  page: (page: number): string => `Page ${String(page)}`,
  more: (count: number): string => (count === 1 ? 'and 1 more passage' : `and ${String(count)} more passages`),
  similar: (word: string, others: readonly string[]): string => `Few items have “${word}”. Also searched: ${others.join(', ')}.`,
  unknown: (name: string): string => `“${name}:” is no filter, so it was searched as a word.`,
  /** Said to screen readers when a search has ended. */
  found: (count: number, hasMore: boolean): string =>
    hasMore ? `The first ${many(count, 'result', 'results')}` : many(count, 'result', 'results'),
  tooLong: (count: number, most: number): string =>
    `The search has ${many(count, 'character', 'characters')}; at most ${String(most)} are possible.`,
  tooLongHint: 'Leave out words or filters.',
  none: 'Nothing was found',
  noneHint: 'Use fewer or other words, or remove a filter.',
  noneBegins: (word: string): string => `“${word}” was searched as the beginning of a word.`,
  searchWhole: 'Search the whole word',
  index: {
    behind: (count: number): string =>
      `The newest ${count === 1 ? 'change is' : `${String(count)} changes are`} not searchable yet.`,
    building: 'The search index is being filled. Items are missing until then.',
    stopped: 'The newest changes are missing: no server keeps the search index up to date.',
    exactOnly: 'Words of similar spelling were not searched: the database lacks the extension pg_trgm.',
    failed: (count: number): string => `The text of ${items(count)} could not be read. It is tried again.`,
  },
};
