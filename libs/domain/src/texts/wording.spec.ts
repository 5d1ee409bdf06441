import { countOf, joinWords } from './wording.js';

describe('the wording of sentences', () => {
  it('joins words as people do', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => joinWords(words))).toEqual(['', 'a', 'a and b', 'a, b and c']);
    expect(joinWords(['a', 'b', 'c'], 'or')).toBe('a, b or c');
  });

  it('counts in the singular only one', () => {
    expect([0, 1, 2].map((count) => countOf(count, 'output', 'outputs'))).toEqual(['0 outputs', '1 output', '2 outputs']);
  });
});
