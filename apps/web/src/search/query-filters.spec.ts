import { listFilters, readQuerySearch, removeFilter } from './query-filters.js';

describe('the filters of a query', () => {
  it('are its filters as they are written, without other words', () => {
    expect(listFilters('budget sender:acme -tag:"old stuff" https://example.org note:x Before:2026')).toEqual([
      'sender:acme',
      '-tag:"old stuff"',
      'Before:2026',
    ]);
  });

  it('are removed one by one, and the words stay', () => {
    expect(removeFilter('budget  sender:acme plan', 'sender:acme')).toBe('budget plan');
    expect(removeFilter('sender:acme', 'sender:acme')).toBe('');
    expect(removeFilter('budget', 'tag:x')).toBe('budget');
  });

  it('come from an address that anybody may have typed', () => {
    expect([readQuerySearch({ q: 'a', x: 1 }), readQuerySearch({ q: '' }), readQuerySearch({ q: 7 })]).toEqual([
      { q: 'a' },
      {},
      {},
    ]);
  });
});
