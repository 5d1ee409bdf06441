import { addressOf, hasItems, isNarrowed, readHomeSearch, readItemsSearch, readListSearch } from './items-search.js';

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

  it.each([
    ['failed', 'failed'],
    ['moving', 'in_progress'],
    ['noTranscript', 'no_transcript'],
    ['drafts', 'draft'],
    ['completed', 'ready'],
    ['toString', undefined],
  ])('reads the former view %s', (show, state) => {
    expect(readListSearch({ show, q: 'choir' })).toEqual({ q: 'choir', ...(state === undefined ? {} : { state }) });
    expect(readHomeSearch({ show })).toMatchObject({ kind: 'recording' });
  });

  it('is one of its own for each kind', () => {
    expect(addressOf({ kind: 'recording', state: 'failed' })).toEqual({ to: '/recordings', search: { state: 'failed' } });
    expect(addressOf({ kind: 'document', q: 'bill' })).toEqual({ to: '/documents', search: { q: 'bill' } });
    expect(addressOf({ sort: 'title' })).toEqual({ to: '/', search: { sort: 'title' } });
    expect(readListSearch({ kind: 'document', sort: 'title' })).toEqual({ sort: 'title' });
  });

  it('is narrowed by filters, and not by the order', () => {
    expect([isNarrowed({ sort: 'title' }), isNarrowed({ state: 'ready' })]).toEqual([false, true]);
  });

  it('leads to items as long as there are deleted ones', () => {
    expect([{}, { all: 0 }, { all: 0, deleted: 1 }, { all: 1 }].map(hasItems)).toEqual([false, false, true, true]);
  });
});
