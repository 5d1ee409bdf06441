import { isSimilar, toComparedLine } from './similar-lines.js';

const areSimilar = (one: string, other: string): boolean => isSimilar(toComparedLine(one), toComparedLine(other));

describe('lines of two pages', () => {
  it.each([
    ['Harbour Energy Ltd', 'Harbour Energy Ltd', true],
    ['Harbour Energy Ltd, page 1', 'Harbour Energy Ltd, page 2', true],
    ['Harbour Energy Ltd', 'Harb0ur Energy Ltd', true],
    ['Harbour Energy Ltd', 'Northgate Insurance plc', false],
    ['Harbour Energy Ltd', 'Harbour Energy Ltd, 5 Orchard Lane, Leeds, registered in England', false],
    ['', 'Harbour Energy Ltd', false],
    ['', '12', true],
  ])('are compared as OCR reads them: %j, %j', (one, other, expected) => {
    expect([areSimilar(one, other), areSimilar(other, one)]).toEqual([expected, expected]);
  });

  it('are compared by their beginning', () => {
    const long = 'The terms of the contract apply to all orders of this company and its partners: ';
    const { text, pairs } = toComparedLine(long.repeat(4));
    expect(text.length).toBeLessThanOrEqual(80);
    expect(pairs.length).toBeLessThan(80);
    expect(areSimilar(`${long}one and two`, `${long}others, of whom nothing is known and nothing was ever written`)).toBe(true);
  });
});
