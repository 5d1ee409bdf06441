import { hasItems, isNarrowed, readItemsSearch } from './items-search.js';

describe('the address of the list of all items', () => {
  it('keeps what the API knows, and drops defaults and everything else', () => {
    expect(readItemsSearch({ kind: 'document', state: 'attention', sort: 'title', q: 'talk', tag: 'a', other: 1 })).toEqual({
      kind: 'document',
      state: 'attention',
      sort: 'title',
      q: 'talk',
      tag: 'a',
    });
    expect(readItemsSearch({ kind: 'all', state: 'all', sort: '-created_at', q: '', tag: 7 })).toEqual({});
    expect(readItemsSearch({ kind: 'toString', state: 'fine', sort: ['title'] })).toEqual({});
  });

  it('is narrowed by filters, and not by the order', () => {
    expect([isNarrowed({ sort: 'title' }), isNarrowed({ state: 'ready' })]).toEqual([false, true]);
  });

  it('leads to items as long as there are deleted ones', () => {
    expect([{}, { all: 0 }, { all: 0, deleted: 1 }, { all: 1 }].map(hasItems)).toEqual([false, false, true, true]);
  });
});
