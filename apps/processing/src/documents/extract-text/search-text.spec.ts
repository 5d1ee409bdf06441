import { SEARCHED, cutForSearch } from './search-text.js';

describe('the searchable part of a text', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is its beginning in whole characters, whatever their length in bytes', () => {
    expect(cutForSearch('short')).toBe('short');
    expect(cutForSearch('x'.repeat(SEARCHED + 1))).toBe('x'.repeat(SEARCHED));
    expect(cutForSearch('\u{1f600}'.repeat(SEARCHED + 1))).toBe('\u{1f600}'.repeat(SEARCHED));
    expect(cutForSearch(`x${'\u{1f600}'.repeat(SEARCHED)}`)).toBe(`x${'\u{1f600}'.repeat(SEARCHED - 1)}`);
  });

  it('is cut without splitting the whole of a long text', () => {
    const apart = jest.spyOn(Array, 'from');
    cutForSearch('x'.repeat(50 * SEARCHED));
    const lengths = apart.mock.calls.map(([text]) => (typeof text === 'string' ? text.length : undefined));
    expect(lengths).toEqual([2 * SEARCHED]);
  });
});
