import { countCharacters, findUnfinishedQuery, LONGEST_QUERY } from './unfinished-query.js';

describe('the length of a query', () => {
  it('counts a character of two code units once', () => {
    expect(countCharacters('a😀')).toBe(2);
  });
});

describe('the query of a text that is being typed', () => {
  it.each([
    ['bud', 'bud*'],
    [' annual bud', 'annual bud*'],
    ['sender:acme Häu', 'sender:acme Häu*'],
    ['"balance sheet" книг', '"balance sheet" книг*'],
    ['किताब', 'किताब*'],
    ['Hau\u0308', 'Hau\u0308*'],
  ])('takes the last word as the beginning of one: %s', (typed, query) => {
    expect(findUnfinishedQuery(typed)).toBe(query);
  });

  it.each([
    '',
    'b',
    'u\u0308',
    'budget ',
    'before:20',
    'before:2026',
    'before: 20',
    'sender: acme bud',
    '"balance she',
    'budg*',
    '-dra',
    '2026-03',
    'x'.repeat(LONGEST_QUERY),
  ])('waits for Enter: %s', (typed) => {
    expect(findUnfinishedQuery(typed)).toBeUndefined();
  });
});
