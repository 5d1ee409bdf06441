import { isNarrowed, readLibrarySearch } from './library-search.js';

describe('the address of the library', () => {
  it('keeps what the API knows, and drops defaults and everything else', () => {
    expect(readLibrarySearch({ kind: 'document', state: 'attention', sort: 'title', q: 'talk', tag: 'a', other: 1 })).toEqual({
      kind: 'document',
      state: 'attention',
      sort: 'title',
      q: 'talk',
      tag: 'a',
    });
    expect(readLibrarySearch({ kind: 'all', state: 'all', sort: '-created_at', q: '', tag: 7 })).toEqual({});
    expect(readLibrarySearch({ kind: 'toString', state: 'fine', sort: ['title'] })).toEqual({});
  });

  it('is narrowed by filters, and not by the order', () => {
    expect([isNarrowed({ sort: 'title' }), isNarrowed({ state: 'ready' })]).toEqual([false, true]);
  });
});
