import type { SearchAnswer } from '@throughline/api-client';
import { text } from '../texts/text.js';
import { describeFound } from './use-found-announcement.js';

const words = text.search;
const answer = (count: number, more: Partial<SearchAnswer> = {}): SearchAnswer => ({
  items: Array.from({ length: count }, (_, index) => ({ id: String(index) })) as unknown as SearchAnswer['items'],
  next_cursor: null,
  similar: [],
  unknown_filters: [],
  index: { state: 'current', behind_events: 0, behind_seconds: 0, failed_items: 0, finds_similar: true },
  ...more,
});

describe('the announcement of a search', () => {
  it('has the number of items, and says if there are more', () => {
    expect(describeFound([answer(1)])).toBe(`${words.found(1, false)}.`);
    expect(describeFound([answer(20, { next_cursor: 'Mg' })])).toBe(`${words.found(20, true)}.`);
    expect(describeFound([answer(20, { next_cursor: 'Mg' }), answer(2)])).toBe(`${words.found(22, false)}.`);
  });

  it('says that nothing was found, and what was searched', () => {
    expect(describeFound([answer(0, { unknown_filters: ['colour'] })])).toBe(`${words.none}. ${words.unknown('colour')}`);
  });
});
