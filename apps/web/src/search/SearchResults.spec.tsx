import type { SearchAnswer } from '@throughline/api-client';
import { drawView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { listNotes } from './search-notes.js';
import { NothingFound, SearchResults } from './SearchResults.js';
import { LONGEST_QUERY } from './unfinished-query.js';

const ignore = (): void => undefined;
const answerWith = (index: Partial<SearchAnswer['index']>): SearchAnswer => ({
  items: [],
  next_cursor: null,
  similar: [],
  unknown_filters: [],
  index: { state: 'current', behind_events: null, behind_seconds: null, failed_items: 0, finds_similar: true, ...index },
});

describe('a search without results', () => {
  const draw = (q: string): string => drawView(<NothingFound q={q} onSearch={ignore} />, ignore).words;

  it('says that a word was searched as the beginning of one, and offers the whole word', () => {
    expect(draw('annual meetin*')).toContain('“meetin” was searched as the beginning of a word. Search the whole word');
  });

  it('asks for other words otherwise', () => {
    expect(draw('annual meetin')).toContain('Use fewer or other words');
    expect(draw('annual meetin')).not.toContain('whole word');
  });
});

describe('the results of a search', () => {
  const draw = (q: string): string => drawView(<SearchResults q={q} onSearch={ignore} />, ignore).words;

  it('are not asked for with too many characters, of which the page says how many there are', () => {
    expect(draw('x'.repeat(LONGEST_QUERY + 12))).toContain(text.search.tooLong(512, LONGEST_QUERY));
    expect(draw('x'.repeat(LONGEST_QUERY))).not.toContain(text.search.tooLongHint);
  });
});

describe('the notes of a search', () => {
  it('say how far the index is only of a list that is read again', () => {
    const list = (index: Partial<SearchAnswer['index']>, isLonger: boolean) => listNotes(answerWith(index), isLonger);
    const { behind, building, stopped, failed } = text.search.index;
    expect([list({ state: 'behind', behind_events: 3 }, false), list({ state: 'behind', behind_events: 3 }, true)]).toEqual([
      [behind(3)],
      [],
    ]);
    expect([list({ state: 'building' }, false), list({ state: 'building' }, true)]).toEqual([[building], []]);
    expect([list({ state: 'stopped' }, true), list({ failed_items: 2 }, true)]).toEqual([[stopped], [failed(2)]]);
  });
});
