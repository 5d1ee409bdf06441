import { listFilters, readQuerySearch, removeFilter } from './query-filters.js';

const textsOf = (q: string): readonly string[] => listFilters(q).map(({ text }) => text);

/** Removes the filter with this number. */
const remove = (q: string, number: number): string => {
  const filter = listFilters(q)[number];
  return filter === undefined ? q : removeFilter(q, filter);
};

describe('the filters of a query', () => {
  it('are its filters as they are written, without other words', () => {
    expect(textsOf('budget sender:acme -tag:"old stuff" https://example.org note:x Before:2026')).toEqual([
      'sender:acme',
      '-tag:"old stuff"',
      'Before:2026',
    ]);
  });

  it('are those of the server: words in quotes are none, and quotes may be those of a language', () => {
    expect(textsOf('"letter with sender:acme" sender:„acme gmbh“ kind:document sender:')).toEqual([
      'sender:„acme gmbh“',
      'kind:document',
    ]);
  });

  it('are removed one by one, and everything else stays', () => {
    expect(remove('budget  sender:acme plan', 0)).toBe('budget plan');
    expect(remove('sender:acme', 0)).toBe('');
    expect(remove('-sender:acme sender:acme', 1)).toBe('-sender:acme');
    expect(remove('tag:exams tag:exam', 1)).toBe('tag:exams');
    expect(remove('tag:exam tag:exam', 1)).toBe('tag:exam');
  });

  it('come from an address that anybody may have typed', () => {
    expect([readQuerySearch({ q: 'a', x: 1 }), readQuerySearch({ q: '' }), readQuerySearch({ q: 7 })]).toEqual([
      { q: 'a' },
      {},
      {},
    ]);
  });
});
