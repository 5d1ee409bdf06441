import { readListSearch } from '../list/list-search.js';
import { isFiltered, NO_FILTER, pageQuery, type Views } from './list-filter.js';

const views: Views = { all: {}, review: { needs_review: true } };

describe('the filter of a list', () => {
  it('becomes a query of the API, without empty parts', () => {
    expect(pageQuery(NO_FILTER, views, '')).toEqual({ limit: 50, include: 'total' });
    expect(pageQuery({ q: 'talk', view: 'review', tag: 'R&D' }, views, 'next')).toEqual({
      limit: 50,
      include: 'total',
      needs_review: true,
      q: 'talk',
      tag: 'R&D',
      cursor: 'next',
    });
  });

  it.each([{ q: 'talk' }, { view: 'review' }, { tag: 'exam' }])('hides items with %j', (change) => {
    expect([isFiltered(NO_FILTER), isFiltered({ ...NO_FILTER, ...change })]).toEqual([false, true]);
  });

  it('is read from an address with any parameters', () => {
    expect(readListSearch({ q: 'talk', tag: 'exam', show: '', other: 'x' })).toEqual({ q: 'talk', tag: 'exam' });
    expect(readListSearch({ tag: ['exam'] })).toEqual({});
  });
});
