import { readListSearch } from '../list/list-search.js';
import { isFiltered, listParameters, NO_FILTER } from './list-filter.js';

const views = { all: {}, review: { needs_review: 'true' } };

describe('the filter of a list', () => {
  it('becomes parameters of the API, without empty ones', () => {
    expect(listParameters(NO_FILTER, views, '')).toBe('limit=50&include=total');
    expect(listParameters({ q: 'talk', view: 'review', tag: 'R&D' }, views, 'next')).toBe(
      'limit=50&include=total&needs_review=true&q=talk&tag=R%26D&cursor=next',
    );
  });

  it.each([{ q: 'talk' }, { view: 'review' }, { tag: 'exam' }])('hides items with %j', (change) => {
    expect([isFiltered(NO_FILTER), isFiltered({ ...NO_FILTER, ...change })]).toEqual([false, true]);
  });

  it('is read from an address with any parameters', () => {
    expect(readListSearch({ q: 'talk', tag: 'exam', show: '', other: 'x' })).toEqual({ q: 'talk', tag: 'exam' });
    expect(readListSearch({ tag: ['exam'] })).toEqual({});
  });
});
